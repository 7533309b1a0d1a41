package dev.nostro.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nostro.region.RegionId;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The digest that is a key's name for ever: were it another one, every retry would pay again.
final class CommandIdTest {

    private static final RegionId EU = new RegionId("eu");

    @ParameterizedTest
    @CsvSource({
        "eu, developer, invoice-42, 0f3e3ca3-28eb-8bc3-b6e0-49920a89b18a",
        "eu, developer, invoice-43, 1b072e5b-2a65-873d-b6e8-853fe36fc648",
        "us, developer, invoice-42, 2098a44d-ef2f-80ab-aef7-5d2d43c7d87b",
        "eu, '', ~, 4308df90-c103-8391-b1bc-7ed3d4cdb5ca",
        "eu, zo\u00EB\uD83D\uDE00, k, 95ca336a-8116-851e-8359-9bacffc91d97",
    })
    void isTheSameForEver(String region, String caller, String key, String uuid) {
        assertThat(CommandId.of(new RegionId(region), caller, key).value()).hasToString(uuid);
    }

    @Test
    void differsWhereverOnePartEndsAndTheNextBegins() {
        Set<CommandId> ids = new HashSet<>();
        String text = "eualicekey";
        int count = 0;
        for (int first = 1; first < text.length(); first++) {
            for (int second = first; second <= text.length(); second++) {
                ids.add(
                        CommandId.of(
                                new RegionId(text.substring(0, first)),
                                text.substring(first, second),
                                text.substring(second)));
                count++;
            }
        }
        assertThat(ids).hasSize(count);
    }

    @Test
    void isAUuidOfTheKindThatAnybodyMayDefine() {
        UUID value = CommandId.of(EU, "alice", "k").value();

        assertThat(value.version()).isEqualTo(8);
        assertThat(value.variant()).isEqualTo(2);
    }

    @Test
    void readsWhatItWrites() {
        CommandId id = CommandId.of(EU, "alice", "k");

        assertThat(id.text(EU)).isEqualTo("eu-" + id.value());
        assertThat(CommandId.parse(id.text(EU))).contains(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "eu-",
                "eu-195",
                "8f1d9c52-53e0-8a4c-b0d4-9b1f3f6a7c11",
                "eu-8F1D9C52-53E0-8A4C-B0D4-9B1F3F6A7C11",
                "eu-8f1d9c52-53e0-8a4c-b0d4-9b1f3f6a7c1",
                "eu-8f1d9c52-53e0-8a4c-b0d4-9b1f3f6a7c111",
                "eu-8f1d9c5253e08a4cb0d49b1f3f6a7c11",
                "eu-8f1d9c52-53e0-8a4c-b0d4-9b1f3f6a7cxx",
                "eu-8f1d9c52-53e08-a4c-b0d4-9b1f3f6a7c11",
                "eu-------------------------------------",
            })
    void findsNothingInTextOfAnotherForm(String text) {
        assertThat(CommandId.parse(text)).isEmpty();
    }
}
