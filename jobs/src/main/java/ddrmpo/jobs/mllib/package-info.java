/**
 * Transition models in the terms of Spark MLlib. {@link ddrmpo.jobs.mllib.TransitionColumns} names
 * the columns that all classes read. {@link ddrmpo.jobs.mllib.LinearBaseline} and {@link
 * ddrmpo.jobs.mllib.TreeBaseline} fit pipelines of MLlib's own regressions and hand them over as
 * plain models; {@link ddrmpo.jobs.mllib.TransitionModelEstimator} makes the neural fit an
 * Estimator, so that MLlib's cross-validation and grids choose its settings. May depend on core,
 * learning and Spark.
 */
package ddrmpo.jobs.mllib;
