package ddrmpo.core;

import java.util.List;

/** The keys at the top of a study file. */
record StudyHeader(
    @Doc("name of the study: lower-case letters, digits, dots, underscores and hyphens")
        String name,
    @Doc("profile whose settings hold where the study gives none: laptop, paper or a file")
        String profile,
    @Doc("seeds of the runs, as a list or a range such as \"5..9\"") List<Long> seeds,
    @Doc("agents by name") List<String> recipes) {}
