/**
 * The engine of the stages, without Spark: an offline dataset's episodes ({@link
 * ddrmpo.runs.DatasetGeneration}), one training run from start to finish ({@link
 * ddrmpo.runs.TrainingRun}), the evaluation of its policies ({@link ddrmpo.runs.PolicyEvaluation}).
 * Control and learning meet here; Spark is not known. Read TrainingRun, then Collector.
 */
package ddrmpo.runs;
