/**
 * The paper's theory on finite tables: the robust and soft-robust entropy-regularised Bellman
 * operators (Eq. 2, Eq. 3), which Theorems 1 to 4 prove to be contractions, and value iteration
 * (Corollary 1). Tables and the deep learner share {@link ddrmpo.learning.BackupOperator}, the
 * reduction over the models and the target, so what the tests of this package show of it holds for
 * the learner's. Read {@link ddrmpo.learning.tabular.RegularisedBellman}, then {@link
 * ddrmpo.learning.tabular.FiniteMdp} and {@link ddrmpo.learning.tabular.TabularPolicy}. Depends on
 * core and BackupOperator only.
 */
package ddrmpo.learning.tabular;
