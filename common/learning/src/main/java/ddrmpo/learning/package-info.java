/**
 * Learning from transitions. {@link ddrmpo.learning.Learner} is every recipe's agent: read its
 * update first, then {@link ddrmpo.learning.BackupOperator} (Eq. 1, Eq. 4), the two policy
 * improvements MpoImprovement (with EStep and MStep) and SvgImprovement, then {@link
 * ddrmpo.learning.Replay} and {@link ddrmpo.learning.Policy}; TrainedNetwork is the arithmetic
 * below, on one of two engines: FlatNetwork with {@link ddrmpo.learning.Kernel}, or DJL. {@link
 * ddrmpo.learning.TransitionModel} opens the other half: models fitted to offline data, which
 * become a learned uncertainty set. Depends on core, JavaCPP and DJL; knows no physics and no
 * Spark.
 */
package ddrmpo.learning;
