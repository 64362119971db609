/**
 * The commands: one class a stage, in the order of the data's way ({@link ddrmpo.jobs.Generate},
 * {@link ddrmpo.jobs.Fit}, {@link ddrmpo.jobs.Train}, {@link ddrmpo.jobs.Evaluate}, {@link
 * ddrmpo.jobs.Report}), and {@link ddrmpo.jobs.Study}, which is all of them. Each has a {@code
 * main} for spark-submit and is a subcommand of {@link ddrmpo.jobs.Main}. A stage wires: {@link
 * ddrmpo.jobs.Stage} finds the cells that are not in their table yet and has each computed as one
 * Spark task by a package that knows no Spark. Read Study, Train, then Stage. May depend on all of
 * the project.
 */
package ddrmpo.jobs;
