package dev.nostro.api;

import java.util.List;

/// The request cannot be read: which fields, and what is wrong with each.
final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What is wrong with one field, parameter or header; an empty name means the whole body.
    record FieldError(String field, String message) {}

    private final transient List<FieldError> errors;

    Malformed(List<FieldError> errors) {
        super(errors.toString(), null, false, false);
        this.errors = List.copyOf(errors);
    }

    Malformed(String field, String message) {
        this(List.of(new FieldError(field, message)));
    }

    /// The same about a part of a larger body.
    Malformed within(String place) {
        return new Malformed(
                errors.stream()
                        .map(error ->
                                new FieldError(
                                        error.field().isEmpty()
                                                ? place
                                                : place + "." + error.field(),
                                        error.message()))
                        .toList());
    }

    List<FieldError> errors() {
        return errors;
    }
}
