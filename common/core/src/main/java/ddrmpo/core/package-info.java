/**
 * The words of the project, as records: what a study asks for ({@link ddrmpo.core.Perturbation},
 * {@link ddrmpo.core.Recipe}, the settings), the cells that it is cut into ({@link
 * ddrmpo.core.Cell}), the rows that come out ({@link ddrmpo.core.Table}), and the few means that
 * all rooms share: seeds by name, hashes, statistics, artifacts, errors for the user. Read Cell,
 * then Table. Depends on no other package of the project, on no physics, no tensors and no Spark.
 */
package ddrmpo.core;
