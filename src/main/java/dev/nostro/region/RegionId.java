package dev.nostro.region;

import java.util.regex.Pattern;

/// The short name of a region, with which the ids of all that lives there begin: `eu`.
public record RegionId(String name) {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]{0,15}");

    public RegionId {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a region is named by 1 to 16 lower-case letters and digits, not " + name);
        }
    }

    /// The part of an id that should name its region; empty where there is none.
    public static String prefixOf(String id) {
        int dash = id.indexOf('-');
        return dash < 0 ? "" : id.substring(0, dash);
    }

    @Override
    public String toString() {
        return name;
    }
}
