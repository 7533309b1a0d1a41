package dev.nostro.bench;

import java.io.IOException;
import java.sql.SQLException;

/// One row of the table: something that is measured once in each round.
interface Lane {

    Name name();

    Measurement measure(Window window)
            throws IOException, SQLException, InterruptedException, Mismatch;

    /// What a row is called.
    ///
    /// @param of the case
    /// @param variant what of it: the service itself or what it is compared with
    /// @param model how load is made: closed, open, or none
    record Name(Case of, String variant, String model) {}
}
