package dev.nostro.bench;

import dev.nostro.bench.BookedBatch.Leg;
import dev.nostro.bench.BookedBatch.Transfer;
import dev.nostro.ledger.Parameters;
import dev.nostro.ledger.Writing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// What the service sends, word for word.
final class ArrayStatements implements Way.Statements {
    private final PreparedStatement statement;

    ArrayStatements(Connection connection) throws SQLException {
        statement = connection.prepareStatement(Writing.WITH_POSTINGS);
    }

    @Override
    public void write(BookedBatch batch) throws SQLException {
        var parameters = new Parameters(statement.getConnection(), statement);
        outcomes(parameters, batch);
        postings(parameters, batch);
        balances(parameters, batch);
        statement.execute();
    }

    private static void outcomes(Parameters parameters, BookedBatch batch) throws SQLException {
        List<Transfer> rows = batch.transfers();
        parameters.time(batch.at());
        parameters.longs(List.<Long>of(), number -> number);
        parameters.uuids(rows, Transfer::id);
        parameters.longs(rows, row -> row.to().amount());
        parameters.longs(rows, row -> row.from().account());
        parameters.longs(rows, row -> row.to().account());
        parameters.longs(rows, row -> row.from().seq());
        parameters.longs(rows, row -> row.to().seq());
        parameters.longs(rows, row -> row.from().seq());
        parameters.longs(rows, row -> row.from().balance());
        parameters.texts(rows, _ -> "posted");
        parameters.texts(rows, _ -> "EUR");
        parameters.texts(rows, _ -> StatementsLane.CALLER);
        parameters.texts(rows, _ -> null);
        parameters.texts(rows, _ -> StatementsLane.REFERENCE);
        parameters.texts(rows, _ -> null);
        parameters.texts(rows, _ -> null);
        parameters.texts(rows, _ -> null);
        parameters.texts(rows, _ -> null);
        parameters.uuids(rows, _ -> null);
    }

    private static void postings(Parameters parameters, BookedBatch batch) throws SQLException {
        List<Leg> rows = batch.legs();
        parameters.time(batch.at());
        parameters.longs(rows, Leg::account);
        parameters.longs(rows, Leg::seq);
        parameters.uuids(rows, Leg::transfer);
        parameters.longs(rows, Leg::amount);
        parameters.longs(rows, Leg::balance);
    }

    private static void balances(Parameters parameters, BookedBatch batch) throws SQLException {
        List<Leg> rows = List.copyOf(batch.moved());
        parameters.time(batch.at());
        parameters.longs(rows, Leg::account);
        parameters.longs(rows, Leg::balance);
        parameters.longs(rows, _ -> 0L);
        parameters.longs(rows, _ -> 0L);
        parameters.longs(rows, Leg::seq);
        parameters.longs(rows, Leg::seq);
    }
}
