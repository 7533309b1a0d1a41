package dev.nostro.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nostro.bench.Movements.Footing;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PopulationTest {
    private final Population accounts =
            new Population(List.of("eu-1", "eu-2", "eu-3", "eu-4", "eu-5"), 1);

    @Test
    void knowsThePlaces() {
        assertThat(accounts.funded()).isEqualTo(2);
        assertThat(accounts.hot()).isEqualTo(2);
        assertThat(accounts.firstEmpty()).isEqualTo(3);
        assertThat(accounts.bank()).isEqualTo(4);
    }

    @Test
    void agreesWithBooksThatShowWhatWasAnswered() {
        accounts.movements().posted(4, 0, 100);
        accounts.movements().posted(0, 1, 30);

        assertThatCode(() -> accounts.prove(books(70, 30, -100, 2))).doesNotThrowAnyException();
    }

    @Test
    void noticesMoneyThatMovedWithoutAnAnswer() {
        accounts.movements().posted(4, 0, 100);

        assertThatThrownBy(() -> accounts.prove(books(70, 30, -100, 2)))
                .isInstanceOf(Mismatch.class);
    }

    @Test
    void noticesAPostingThatChangesNoBalance() {
        accounts.movements().posted(4, 0, 100);
        accounts.movements().posted(0, 1, 30);

        assertThatThrownBy(() -> accounts.prove(books(70, 30, -100, 4)))
                .isInstanceOf(Mismatch.class)
                .hasMessageContaining("eu-1");
    }

    @Test
    void noticesAnAccountThatIsMissing() {
        Books books = reader -> reader.account("eu-1", new Footing(0, 0));

        assertThatThrownBy(() -> accounts.prove(books)).isInstanceOf(Mismatch.class);
    }

    @Test
    void beginsWithWhatTheBooksSay() throws Exception {
        accounts.begin(books(500, 0, -500, 7));

        assertThatCode(() -> accounts.prove(books(500, 0, -500, 7))).doesNotThrowAnyException();
    }

    @Test
    void writesAndReadsAmountsInCents() {
        assertThat(Population.decimal(123_456)).isEqualTo("1234.56");
        assertThat(Population.minor("-0.07")).isEqualTo(-7);
    }

    private static Books books(long first, long second, long bank, long firstPostings) {
        var all =
                Map.of(
                        "eu-1", new Footing(first, firstPostings),
                        "eu-2", new Footing(second, second == 0 ? 0 : 1),
                        "eu-3", new Footing(0, 0),
                        "eu-4", new Footing(0, 0),
                        "eu-5", new Footing(bank, 1));
        return reader -> all.forEach(reader::account);
    }
}
