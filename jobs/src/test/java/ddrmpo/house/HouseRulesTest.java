package ddrmpo.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rules of the house: who may know whom. */
@AnalyzeClasses(packages = "ddrmpo", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
  @ArchTest
  static final ArchRule SPARK_ONLY_IN_TABLES_AND_JOBS =
      noClasses()
          .that()
          .resideOutsideOfPackages("ddrmpo.tables..", "ddrmpo.jobs..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..", "org.apache.iceberg..", "org.apache.hadoop..", "scala..");

  @ArchTest
  static final ArchRule DJL_ONLY_IN_LEARNING =
      noClasses()
          .that()
          .resideOutsideOfPackage("ddrmpo.learning..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule CONTROL_DOES_NOT_KNOW_LEARNING =
      noClasses()
          .that()
          .resideInAPackage("ddrmpo.control..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ddrmpo.learning..");

  @ArchTest
  static final ArchRule LEARNING_DOES_NOT_KNOW_CONTROL =
      noClasses()
          .that()
          .resideInAPackage("ddrmpo.learning..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ddrmpo.control..", "ddrmpo.mujoco..");

  @ArchTest
  static final ArchRule CORE_KNOWS_NOBODY =
      noClasses()
          .that()
          .resideInAPackage("ddrmpo.core..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("ddrmpo..").and(not(resideInAnyPackage("ddrmpo.core.."))));

  @ArchTest
  static final ArchRule BINDING_ONLY_INSIDE_MUJOCO =
      noClasses()
          .that()
          .resideOutsideOfPackage("ddrmpo.mujoco..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ddrmpo.mujoco.binding..", "ddrmpo.mujoco.presets..");

  @ArchTest
  static final ArchRule ONLY_MAIN_EXITS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("ddrmpo.jobs.Main")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule NO_GLOBAL_RANDOMNESS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
          .orShould()
          .callMethod(Math.class, "random");

  /** The generated binding throws the exception of the package around it: they are one slice. */
  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("ddrmpo.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule MLLIB_DOES_NOT_KNOW_THE_COMMANDS =
      noClasses()
          .that()
          .resideInAPackage("ddrmpo.jobs.mllib..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ddrmpo.jobs");
}
