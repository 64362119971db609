package ddrmpo.jobs;

import picocli.CommandLine.Command;

/** All stages of a study in order. */
@Command(
    name = "study",
    description = {
      "Runs a study from its datasets to its result: generate, fit, train, evaluate, report.",
      "What already stands in the tables is not computed again, so the same command resumes a"
          + " study that was stopped.",
      "",
      "Example: ddr study quickstart --warehouse warehouse"
    },
    mixinStandardHelpOptions = true)
public final class Study extends StudyJob {
  /** For spark-submit. */
  public static void main(String[] args) {
    Main.main("study", args);
  }

  @Override
  void run(ddrmpo.core.Study study, Session session) throws Exception {
    new Generate().run(study, session);
    new Fit().run(study, session);
    new Train().run(study, session);
    new Evaluate().run(study, session);
    new Report().run(study, session);
  }
}
