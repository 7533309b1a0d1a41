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

    List<FieldError> errors() {
        return errors;
    }
}
