package ddrmpo.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers, cells and ids. */
class StudyTest {
  @TempDir Path folder;

  @AfterEach
  void forgetFolder() {
    System.clearProperty(ConfFiles.FOLDER_PROPERTY);
  }

  @ParameterizedTest
  @CsvSource({
    // datasets: set values; models: values x sizes x kinds; runs: seeds x (mpo + r-mpo + sizes)
    "quickstart, 3, 6, 8",
    "learning, 0, 0, 30",
  })
  void shippedStudiesHaveTheseCells(String name, int datasets, int models, int runs) {
    Study study = load(name);
    assertThat(study.datasets()).hasSize(datasets);
    assertThat(study.models()).hasSize(models);
    assertThat(study.runs()).hasSize(runs);
    assertThat(study.evaluations()).hasSize(runs);
    assertThat(study.evaluations()).extracting(EvaluationCell::run).isEqualTo(study.runs());
  }

  @Test
  void profileHoldsTheTrialledSettingsOfEachTask() {
    Study study = load("learning");
    assertThat(study.seeds()).containsExactly(5L, 6L, 7L, 8L, 9L);
    assertThat(study.tasks())
        .extracting(TaskPlan::task)
        .containsExactly("pendulum-swingup", "cartpole-balance", "cartpole-swingup");
    assertThat(study.tasks())
        .extracting(task -> task.train().steps())
        .containsExactly(100_000L, 100_000L, 200_000L);
    assertThat(study.tasks())
        .extracting(task -> task.train().evaluateEvery())
        .containsExactly(5_000L, 5_000L, 10_000L);
    TrainSettings pendulum = study.tasks().get(0).train();
    assertThat(pendulum.randomSteps()).isEqualTo(15_000);
    assertThat(pendulum.episodeCut()).isEqualTo(250);
    TrainSettings cartpole = study.tasks().get(1).train();
    assertThat(cartpole.randomSteps()).isEqualTo(1_000);
    assertThat(cartpole.episodeCut()).isEqualTo(1_000);
    LearnerSettings learner = study.tasks().get(1).learner();
    assertThat(learner.policy()).containsExactly(64, 64);
    assertThat(learner.epsilonStddev()).isEqualTo(1e-5);
    assertThat(learner.reference()).isEqualTo(LearnerSettings.Reference.PREVIOUS_POLICY);
  }

  @Test
  void whatARecipeDoesNotReadIsNoPartOfItsCells() {
    List<String> settings =
        List.of(
            "learner.tau=0.2",
            "learner.svg-action-penalty=0.7",
            "learner.epsilon=0.3",
            "learner.tanh-mean=true",
            "learner.cvar-level=0.4",
            "learner.reference=prior");
    String recipes = "recipes=[mpo, re-mpo, svg, cvar-e-svg]";
    Map<String, String> plain = ids(recipes);
    Map<String, List<String>> changed = new TreeMap<>();
    for (String setting : settings) {
      ids(recipes, setting)
          .forEach(
              (recipe, id) -> {
                if (!id.equals(plain.get(recipe))) {
                  changed.computeIfAbsent(setting, key -> new ArrayList<>()).add(recipe);
                }
              });
    }
    assertThat(changed)
        .containsOnly(
            Map.entry("learner.tau=0.2", List.of("cvar-e-svg", "re-mpo")),
            Map.entry("learner.svg-action-penalty=0.7", List.of("cvar-e-svg", "svg")),
            Map.entry("learner.epsilon=0.3", List.of("mpo", "re-mpo")),
            Map.entry("learner.tanh-mean=true", List.of("mpo", "re-mpo")),
            Map.entry("learner.cvar-level=0.4", List.of("cvar-e-svg")),
            Map.entry("learner.reference=prior", List.of("cvar-e-svg", "re-mpo")));
  }

  /** Ids of the first seed's runs by recipe. */
  private Map<String, String> ids(String... overrides) {
    Map<String, String> ids = new TreeMap<>();
    for (RunCell run : load("quickstart", overrides).runs()) {
      ids.putIfAbsent(run.recipe().name(), run.id());
    }
    return ids;
  }

  /** Each line adds a stronger layer to those before it. */
  @Test
  void strongerLayersCoverWeakerOnes() throws IOException {
    String profile = Files.readString(Path.of("../../conf/profiles/laptop.conf"));
    Path profileFile = write("p.conf", profile + "\ntrain.snapshots = 1\n");
    String study = "name=s, profile=\"" + profileFile + "\", seeds=[0], recipes=[mpo]\n";
    assertThat(snapshots(study + "tasks { cartpole-balance {} }")).isEqualTo(1);

    write("p.conf", profile + "\ntrain.snapshots = 1\ntasks.cartpole-balance.train.snapshots = 2");
    assertThat(snapshots(study + "tasks { cartpole-balance {} }")).isEqualTo(2);

    study += "train.snapshots = 3\n";
    assertThat(snapshots(study + "tasks { cartpole-balance {} }")).isEqualTo(3);

    study += "tasks { cartpole-balance { train.snapshots = 4 } }";
    assertThat(snapshots(study)).isEqualTo(4);

    assertThat(snapshots(study, "train.snapshots=5")).isEqualTo(5);
    assertThat(snapshots(study, "train.snapshots=5", "train.snapshots=6")).isEqualTo(6);
    assertThat(snapshots(study, "tasks.cartpole-balance.train.snapshots=7", "train.snapshots=5"))
        .isEqualTo(7);
  }

  private int snapshots(String study, String... overrides) throws IOException {
    Path file = write("s.conf", study);
    return load(file.toString(), overrides).tasks().get(0).train().snapshots();
  }

  @Test
  void overridesReachEveryKindOfKey() {
    Study study =
        load(
            "quickstart",
            "seeds=2..4",
            "recipes=[re-mpo]",
            "fit.sizes=[]",
            "learner.policy=[32]",
            "learner.tanh-mean=true",
            "tasks.cartpole-balance.perturbation.set=[0.5, 1]");
    assertThat(study.seeds()).containsExactly(2L, 3L, 4L);
    assertThat(study.datasets()).isEmpty();
    assertThat(study.runs()).hasSize(3).allMatch(run -> run.set().equals(List.of(0.5, 1.0)));
    assertThat(study.runs().get(0).learner().policy()).containsExactly(32);
    assertThat(study.runs().get(0).learner().tanhMean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"5..9\" | 5,6,7,8,9",
        "5..9 | 5,6,7,8,9",
        "\"3..3\" | 3",
        "[\"0..2\", 7] | 0,1,2,7",
        "[1e3] | 1000",
        "[-1] | -1",
      })
  void seedsAreAListOrARange(String text, String seeds) {
    assertThat(load("quickstart", "seeds=" + text).seeds())
        .containsExactly(Stream.of(seeds.split(",")).map(Long::parseLong).toArray(Long[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.0..2.0 step 0.25 | [1.0, 1.25, 1.5, 1.75, 2.0]",
        "0.5..0.8 step 0.1 | [0.5, 0.6, 0.7, 0.8]",
        "3..1 step -1 | [3.0, 2.0, 1.0]",
        "[0.9, 2..3 step 0.5] | [0.9, 2.0, 2.5, 3.0]",
      })
  void valuesAreAListOrAnInclusiveGrid(String text, String values) {
    Perturbation perturbation =
        load("quickstart", "tasks.cartpole-balance.perturbation.far=" + text)
            .tasks()
            .get(0)
            .perturbation();
    assertThat(perturbation.far()).hasToString(values);
  }

  @Test
  void anyParameterOfTheTaskCanBePerturbed() throws IOException {
    Path file =
        write(
            "gravity.conf",
            "name=g, profile=laptop, seeds=[0], recipes=[r-mpo], tasks { cartpole-balance { perturbation {"
                + " parameter = gravity, nominal = 9.81, set = [9.81, 5.0], far = [1.62] } } }");
    RunCell run = load(file.toString()).runs().get(0);
    assertThat(run.parameter()).isEqualTo("gravity");
    assertThat(run.set()).containsExactly(9.81, 5.0);
    assertThat(load(file.toString()).tasks().get(0).perturbation().unit()).isEqualTo("m/s^2");
  }

  @Test
  void aVariantIsAnotherReadingOfThePaper() throws IOException {
    Path file =
        write(
            "variant.conf",
            "name=v, profile=laptop, seeds=[0], recipes=[r-mpo], tasks { cartpole-balance { perturbation {"
                + " variant = other, far = [4.0] } } }");
    Perturbation perturbation = load(file.toString()).tasks().get(0).perturbation();
    assertThat(perturbation.set()).containsExactly(2.0, 2.5);
    assertThat(perturbation.holdouts()).containsExactly(3.0);
    assertThat(perturbation.far()).containsExactly(4.0);
  }

  @Test
  void idsDoNotDependOnTheOrderOfKeysOrTheFormOfNumbers() throws IOException {
    String tail = "tasks { cartpole-balance { perturbation { set = [0.5, %s], nominal = 0.5 } } }";
    Path one =
        write(
            "one.conf",
            "name=s, profile=laptop, seeds=[0], recipes=[r-mpo], train { steps=30000, snapshots=2 }\n"
                + tail.formatted("2"));
    Path two =
        write(
            "two.conf",
            tail.formatted("2.0")
                + "\ntrain { snapshots=2, steps=3e4 }, recipes=[r-mpo], seeds=[0], profile=laptop, name=s");
    assertThat(ids(load(one.toString()))).isEqualTo(ids(load(two.toString())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=other",
        "seeds=[2, 3]",
        "train.steps=40001",
        "train.checkpoint-every=9999",
        "learner.policy=[64, 65]",
        "tasks.cartpole-balance.perturbation.set=[0.5, 1.9, 2.2]",
      })
  void everyChangedValueChangesTheRunsIds(String override) {
    String recipes = "recipes=[r-mpo, re-mpo]";
    Set<String> before =
        new HashSet<>(load("quickstart", recipes).runs().stream().map(Cell::id).toList());
    List<String> after =
        load("quickstart", recipes, override).runs().stream().map(Cell::id).toList();
    assertThat(after).isNotEmpty().noneMatch(before::contains);
  }

  @Test
  void modelsSettingsChangeLearnedRunsOnly() {
    List<RunCell> before = load("quickstart").runs();
    List<RunCell> after = load("quickstart", "fit.gradient-steps=3001").runs();
    for (int i = 0; i < before.size(); i++) {
      boolean learned = before.get(i).recipe().set() == SetKind.LEARNED;
      assertThat(before.get(i).id().equals(after.get(i).id())).isEqualTo(!learned);
    }
  }

  @Test
  void evaluationSettingsChangeNoRun() {
    Study before = load("quickstart");
    Study after = load("quickstart", "evaluate.episodes=3");
    assertThat(after.runs()).isEqualTo(before.runs());
    assertThat(after.evaluations().get(0).id()).isNotEqualTo(before.evaluations().get(0).id());
  }

  @Test
  void provenanceHoldsTheWholeNestedCell() {
    RunCell run =
        load("quickstart").runs().stream()
            .filter(cell -> !cell.models().isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(run.json())
        .contains("\"recipe\":{\"backup\":\"min\"", "\"name\":\"ddr-mpo\"", "\"set\":\"learned\"")
        .contains("\"models\":[{\"dataset\":{\"agent\":{", "\"transitions\":20000")
        .contains("\"kind\":\"neural\"", "\"size\":100", "\"reference\":\"previous-policy\"");
  }

  @Test
  void runsWithLearnedSetsHaveOneMemberForEachValueAndTakeTurnsWithModelSeeds() {
    Study study = load("quickstart", "fit.seeds=[10, 11]", "seeds=\"0..2\"", "recipes=[ddr-mpo]");
    assertThat(study.models()).hasSize(12);
    assertThat(study.runs()).hasSize(6);
    for (RunCell run : study.runs()) {
      assertThat(run.set()).isEmpty();
      assertThat(run.models())
          .extracting(model -> model.dataset().value())
          .containsExactly(0.5, 1.9, 2.1);
      assertThat(run.models())
          .allMatch(model -> model.seed() == 10 + run.seed() % 2)
          .allMatch(model -> model.size() == run.size().getAsLong());
    }
  }

  @Test
  void onlyNeuralModelsHaveSeveralSeeds() {
    Study study = load("quickstart", "fit.seeds=[0, 1]", "fit.models=[neural, linear, tree]");
    assertThat(study.models()).hasSize(3 * 2 * (2 + 1 + 1));
  }

  @Test
  void theBehaviourAgentTrainsShorterThanItsTask() {
    for (int steps : new int[] {1, 2, 7, 1000, 20_000, 500_000}) {
      Study study = load("quickstart", "generate.agent-steps=" + steps);
      TrainSettings agent = study.datasets().get(0).agent();
      assertThat(agent.steps()).isEqualTo(steps);
      assertThat(agent.randomSteps()).isLessThanOrEqualTo(Math.max(steps / 2, 0));
      assertThat(agent.snapshots()).isEqualTo(5);
    }
  }

  @Test
  void theFolderOfTheSystemPropertyCoversTheShippedFiles() throws IOException {
    Files.createDirectories(folder.resolve("studies"));
    write(
        "studies/quickstart.conf",
        "name=mine, profile=laptop, seeds=[0], recipes=[mpo], tasks { cartpole-balance {} }");
    write(
        "studies/other.conf",
        "name=other, profile=laptop, seeds=[0], recipes=[mpo], tasks { cartpole-balance {} }");
    System.setProperty(ConfFiles.FOLDER_PROPERTY, folder.toString());
    assertThat(load("quickstart").name()).isEqualTo("mine");
    assertThat(load("other").name()).isEqualTo("other");
    assertThat(Study.shipped()).contains("learning", "other").doesNotHaveDuplicates();
    assertThat(load("learning").name()).isEqualTo("learning");
  }

  @Test
  void aStudyTravelsToExecutors() throws IOException, ClassNotFoundException {
    Study study = load("quickstart");
    var bytes = new java.io.ByteArrayOutputStream();
    new java.io.ObjectOutputStream(bytes).writeObject(study.evaluations().get(7));
    var back =
        new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray()))
            .readObject();
    assertThat(back).isEqualTo(study.evaluations().get(7));
    assertThat(((Cell) back).id()).isEqualTo(study.evaluations().get(7).id());
  }

  private Study load(String name, String... overrides) {
    return Study.load(name, List.of(overrides), FakeTasks.ALL);
  }

  private static List<String> ids(Study study) {
    return study.evaluations().stream().map(Cell::id).toList();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
