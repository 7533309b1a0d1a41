package dev.nostro.api;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nostro.account.Account;
import dev.nostro.account.Standing;
import dev.nostro.ledger.Postings;
import dev.nostro.money.Money;
import dev.nostro.region.RegionId;
import jakarta.ws.rs.core.MediaType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The postings of a span of time between the balances before and after it. Opening plus sum is
/// closing, because both are booked balances of the postings at the span's ends. Spans that join
/// have statements that join: none ends before writers at work then are done.
///
/// It is written while it is read, a thousand postings at a time: they never change, so an account
/// of any size is told from one moment without being held in memory.
final class Statement {

    static final String CSV = "text/csv";
    static final MediaType CSV_TYPE = new MediaType("text", "csv", "UTF-8");
    private static final int CHUNK = 1_000;

    private final Postings postings;
    private final RegionId home;
    private final Standing standing;
    private final Postings.Span span;
    private final String from;
    private final String to;

    Statement(
            Postings postings,
            RegionId home,
            Account account,
            @Nullable Instant from,
            @Nullable Instant to) {
        this.postings = postings;
        this.home = home;
        this.standing = account.standing();
        Postings.Settled settled = postings.settled(standing.id());
        Instant end = to == null ? settled.at() : to;
        this.span = postings.span(standing.id(), from, end, settled.seq());
        this.from = Times.write(from == null ? account.profile().createdAt() : from);
        this.to = Times.write(end);
    }

    private String opening() {
        return money(postings.booked(standing.id(), span.first() - 1).balance());
    }

    private String closing() {
        return money(
                postings.booked(standing.id(), Math.max(span.last(), span.first() - 1)).balance());
    }

    /// Done to each posting in turn.
    private interface Line {
        void write(PostingBody posting) throws IOException;
    }

    private void forEach(Line line) throws IOException {
        for (long next = span.first(); next <= span.last(); next += CHUNK) {
            Postings.Span chunk = new Postings.Span(next, Math.min(span.last(), next + CHUNK - 1));
            List<Postings.Line> lines = postings.lines(standing.id(), chunk, true, CHUNK);
            for (Postings.Line posting : lines) {
                line.write(PostingBody.of(posting, standing.currency(), home));
            }
        }
    }

    void writeJson(OutputStream out) throws IOException {
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeStringField("account", standing.id().text());
            json.writeStringField("currency", standing.currency().getCurrencyCode());
            json.writeStringField("from", from);
            json.writeStringField("to", to);
            json.writeStringField("openingBalance", opening());
            json.writeArrayFieldStart("postings");
            forEach(json::writePOJO);
            json.writeEndArray();
            json.writeStringField("closingBalance", closing());
            json.writeEndObject();
        }
    }

    /// One line for the opening balance, one for each posting, one for the closing balance.
    void writeCsv(OutputStream out) throws IOException {
        try (Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            csv.write("line,seq,time,transfer,counterparty,amount,balance,currency,reference\r\n");
            csv.write(bound("opening", from, opening()));
            forEach(posting -> csv.write(line(posting)));
            csv.write(bound("closing", to, closing()));
        }
    }

    private String bound(String name, String time, String balance) {
        return "%s,,%s,,,,%s,%s,\r\n"
                .formatted(name, time, balance, standing.currency().getCurrencyCode());
    }

    private String line(PostingBody posting) {
        return "posting,%d,%s,%s,%s,%s,%s,%s,%s\r\n"
                .formatted(
                        posting.seq(),
                        posting.postedAt(),
                        posting.transfer(),
                        quoted(posting.counterparty()),
                        posting.amount(),
                        posting.balanceAfter(),
                        standing.currency().getCurrencyCode(),
                        posting.reference() == null ? "" : quoted(posting.reference()));
    }

    /// RFC 4180; and what a spreadsheet would take for a formula is made text.
    private static String quoted(String text) {
        boolean formula = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }

    private String money(long minor) {
        return Money.format(minor, standing.currency());
    }
}
