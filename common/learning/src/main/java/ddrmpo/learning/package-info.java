/**
 * Learning from transitions. {@link ddrmpo.learning.Learner} is every recipe's agent: read its
 * update first, then {@link ddrmpo.learning.BackupOperator} (Eq. 1, Eq. 4), EStep and MStep (MPO),
 * then {@link ddrmpo.learning.Replay} and {@link ddrmpo.learning.Policy}; FlatNetwork and {@link
 * ddrmpo.learning.Kernel} are the arithmetic below. {@link ddrmpo.learning.TransitionModel} opens
 * the other half: models fitted to offline data, which become a learned uncertainty set. Depends on
 * core, JavaCPP and, for fitting alone, DJL; knows no physics and no Spark.
 */
package ddrmpo.learning;
