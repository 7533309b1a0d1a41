package dev.nostro.crossing;

import java.time.InstantSource;

/// What the steps of a crossing work with.
record Protocol(OwnBooks books, Wire wire, Settler settler, InstantSource clock) {}
