package ddrmpo.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every wrong study is refused in one sentence that names the value and the remedy. */
class StudyRefusalTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // keys
        "train.stpes=1 | Unknown key \"train.stpes\" (--set train.stpes=1): the nearest known key is \"train.steps\".",
        "trian.steps=1 | Unknown key \"trian\" (--set trian.steps=1): the nearest known key is \"train\".",
        "episodes=1 | Unknown key \"episodes\" (--set episodes=1): the nearest known key is \"evaluate.episodes\".",
        "train=5 | train = 5 (--set train=5) must be a block of keys in braces.",
        "tasks.cartpole-balance.trian.steps=5 | Unknown key \"tasks.cartpole-balance.trian\" (--set tasks.cartpole-balance.trian.steps=5): the nearest known key is \"tasks.cartpole-balance.train\".",
        "tasks.cartpole-balance.perturbation.sets=[1] | Unknown key \"tasks.cartpole-balance.perturbation.sets\" (--set tasks.cartpole-balance.perturbation.sets=[1]): the nearest known key is \"tasks.cartpole-balance.perturbation.set\".",
        "tasks.pendulum.train.steps=5 | Unknown task \"pendulum\" (--set tasks.pendulum.train.steps=5): use one of pendulum-swingup, cartpole-balance, cartpole-swingup.",
        "tasks.pendulum-swingup.train.steps=5 | An override sets keys of tasks.pendulum-swingup, but the study runs only cartpole-balance: leave it out or add the task to the study.",
        // types
        "train.steps=many | train.steps = \"many\" (--set train.steps=many) must be a whole number.",
        "train.steps=1.5 | train.steps = 1.5 (--set train.steps=1.5) must be a whole number.",
        "train.steps=null | train.steps = null (--set train.steps=null) must be a whole number.",
        "train.replay=3000000000 | train.replay = 3000000000 must lie in [-2147483648, 2147483647].",
        "learner.tau=[1] | learner.tau = [1] (--set learner.tau=[1]) must be a number.",
        "learner.tanh-mean=maybe | learner.tanh-mean = \"maybe\" (--set learner.tanh-mean=maybe) must be true or false.",
        "learner.policy=64 | learner.policy = 64 (--set learner.policy=64) must be a list of whole numbers such as [64, 64].",
        "learner.policy=[64, wide] | learner.policy = [64, \"wide\"] (--set learner.policy=[64, wide]) must be a list of whole numbers such as [64, 64].",
        "learner.reference=none | Unknown value of learner.reference \"none\": use one of previous-policy, prior.",
        "recipes=mpo | recipes = \"mpo\" (--set recipes=mpo) must be a list of names.",
        "name=7 | name = 7 (--set name=7) must be text.",
        // names
        "recipes=[ddrmpo] | Unknown recipe \"ddrmpo\": the nearest is \"ddr-mpo\"; conf/settings.md lists them all.",
        "learner.tau=0.5 | learner.tau = 0.5 (--set learner.tau=0.5) contradicts recipes = [mpo, r-mpo, ddr-mpo], none of which reads it: leave it out, or add one that does, such as \"e-mpo\".",
        "learner.svg-entropy=0.1 | learner.svg-entropy = 0.1 (--set learner.svg-entropy=0.1) contradicts recipes = [mpo, r-mpo, ddr-mpo], none of which reads it: leave it out, or add one that does, such as \"svg\".",
        "train.n-step=3 | train.n-step = 3 contradicts recipe \"r-mpo\", whose min is over one-step successors: set train.n-step = 1 or leave the recipe out.",
        "train.n-step=0 | train.n-step = 0 must lie in [1, 1000].",
        "learner.cvar-level=1.5 | learner.cvar-level = 1.5 must lie in [0, 1].",
        "learner.soft-min-temperature=NaN | learner.soft-min-temperature = NaN must be greater than 0.",
        "recipes=[ensemble-r-mpo] | Recipe \"ensemble-r-mpo\" on cartpole-balance needs models of several seeds, but fit.seeds = [0]: name at least two.",
        "fit.models=[forest] | Unknown value of fit.models \"forest\": use one of neural, linear, tree.",
        "profile=desktop | Unknown profile \"desktop\": the nearest name in conf/profiles is \"laptop\"; or give the path of a file that ends in .conf.",
        "name=../../etc | name = \"../../etc\" is no study name: use at most 64 lower-case letters, digits, dots, underscores and hyphens, beginning with a letter or digit.",
        "name=Quick | name = \"Quick\" is no study name: use at most 64 lower-case letters, digits, dots, underscores and hyphens, beginning with a letter or digit.",
        // seeds
        "seeds=0 | seeds = 0 must list at least one seed, such as seeds = [0, 1] or seeds = \"0..4\".",
        "seeds=[] | seeds = [] must list at least one seed, such as seeds = [0, 1] or seeds = \"0..4\".",
        "seeds=[0, 1, 0] | seeds = [0, 1, 0] names 0 twice: leave one out.",
        "seeds=[0.5] | seeds = [0.5] (--set seeds=[0.5]) must be a list of whole numbers such as [0, 1], or a range such as \"0..1\".",
        "seeds=[one] | seeds = [\"one\"] (--set seeds=[one]) must be a list of whole numbers such as [0, 1], or a range such as \"0..1\".",
        "seeds=some | seeds = \"some\" (--set seeds=some) must be a list of whole numbers such as [0, 1], or a range such as \"0..1\".",
        "seeds=9..5 | seeds = \"9..5\" must be a range from the smaller to the larger number, at most 100000 long.",
        "recipes=[mpo, mpo] | recipes = [mpo, mpo] names mpo twice: leave one out.",
        // contradictions
        "tasks.cartpole-balance.perturbation.set=[0.5] | Recipe \"r-mpo\" on cartpole-balance has a set of 1 member, [0.5]: add values to tasks.cartpole-balance.perturbation.set, or use \"mpo\".",
        "tasks.cartpole-balance.perturbation.set=[1.9, 0.5] | The uncertainty set [1.9, 0.5] of pole-length must begin with the nominal value 0.5.",
        "tasks.cartpole-balance.perturbation.set=[0.5, NaN] | pole-length NaN is outside [0.1, 5.0] m: choose a value inside.",
        "tasks.cartpole-balance.perturbation.parameter=mass | Task cartpole-balance has no parameter \"mass\": perturb one of pole-length, gravity.",
        "tasks.cartpole-balance.perturbation.parameter=7 | tasks.cartpole-balance.perturbation.parameter = 7 (--set tasks.cartpole-balance.perturbation.parameter=7) must be text.",
        "tasks.cartpole-balance.perturbation.variant=paper | Task cartpole-balance has no variant \"paper\": use default or one of other.",
        "tasks.cartpole-balance.perturbation.far=3..4 step 0.3 | tasks.cartpole-balance.perturbation.far = \"3..4 step 0.3\" must be a grid whose step leads from the first to the last number, at most 1000 steps long.",
        "tasks.cartpole-balance.perturbation.far=3..4 step 0 | tasks.cartpole-balance.perturbation.far = \"3..4 step 0\" must be a grid whose step leads from the first to the last number, at most 1000 steps long.",
        "tasks.cartpole-balance.perturbation.far=[-1] | pole-length -1.0 is outside [0.1, 5.0] m: choose a value inside.",
        "tasks.cartpole-balance.perturbation.holdouts=[99] | pole-length 99.0 is outside [0.1, 5.0] m: choose a value inside.",
        "fit.sizes=[18001] | fit.sizes of cartpole-balance names 18001, but only 18000 of the dataset's 20000 transitions are not held out: raise generate.transitions or leave that size out.",
        "fit.sizes=[0] | fit.sizes = [0] of cartpole-balance names 0, but a size must be at least 1.",
        "fit.sizes=[100, 100] | fit.sizes = [100, 100] names 100 twice: leave one out.",
        "fit.sizes=[] | Recipe \"ddr-mpo\" on cartpole-balance needs transition models, but fit.sizes is empty: name sizes such as fit.sizes = [100, 10000].",
        "fit.models=[linear] | Recipe \"ddr-mpo\" on cartpole-balance needs neural models, but fit.models = [linear]: add \"neural\".",
        "fit.models=[] | fit.sizes = [100, 10000] of cartpole-balance needs models to fit: name at least one in fit.models and one seed in fit.seeds.",
        "fit.seeds=[] | fit.sizes = [100, 10000] of cartpole-balance needs models to fit: name at least one in fit.models and one seed in fit.seeds.",
        "learner.discount=1.5 | learner.discount = 1.5 must lie in [0, 1].",
        "learner.discount=NaN | learner.discount = NaN must lie in [0, 1].",
        "learner.epsilon=NaN | learner.epsilon = NaN must be greater than 0.",
        "learner.tau=Infinity | learner.tau = Infinity must be at least 0.",
        "train.steps=1000 | train.learning-starts = 1000 leaves no step of train.steps = 1000 to learn in: lower the one or raise the other.",
        "train.steps=1500 | train.evaluate-every = 2000 is longer than the run, train.steps = 1500: lower it.",
        "evaluate.episodes=0 | evaluate.episodes = 0 must be at least 1.",
        // the override itself
        "train.steps | --set train.steps is no setting: write key=value, such as --set train.steps=1000.",
        "=5 | --set =5 is no setting: write key=value, such as --set train.steps=1000.",
        "train.steps= | --set train.steps= is no setting: write key=value, such as --set train.steps=1000.",
        "train..steps=5 | --set train..steps=5 is no setting: write key=value, such as --set train.steps=1000.",
      })
  void anOverrideIsRefused(String override, String message) {
    assertThat(refusal("quickstart", override)).isEqualTo(message);
  }

  @Test
  void anOverrideThatDoesNotParseIsRefused() {
    assertThat(refusal("quickstart", "seeds=[0"))
        .startsWith("Cannot read the override: --set seeds=[0: 1:");
  }

  @Test
  void anUnknownKeyIsRefusedWithItsLine() throws IOException {
    Path file = write("name = s\nprofile = laptop\nseeds = [0]\nrecipies = [mpo]\n");
    assertThat(refusal(file.toString()))
        .isEqualTo(
            "Unknown key \"recipies\" (%s: 4): the nearest known key is \"recipes\"."
                .formatted(file));
  }

  @Test
  void anUnknownKeyOfAProfileIsRefused() throws IOException {
    Path profile = folder.resolve("mine.conf");
    Files.writeString(profile, "train {\n  step = 5\n}\n");
    assertThat(refusal("quickstart", "profile=\"" + profile + "\""))
        .isEqualTo(
            "Unknown key \"train.step\" (%s: 2): the nearest known key is \"train.steps\"."
                .formatted(profile));
  }

  @Test
  void theFlatEngineOnAGpuIsRefused() {
    assertThat(refusal("quickstart", "learner.device=gpu"))
        .isEqualTo(
            "learner.engine = flat computes on CPUs alone, but learner.device = gpu: set learner.engine = djl for the GPU, or learner.device = cpu.");
    assertThat(refusal("quickstart", "learner.engine=cuda"))
        .isEqualTo("Unknown value of learner.engine \"cuda\": use one of flat, djl.");
  }

  @Test
  void aMissingKeyIsNamed() throws IOException {
    assertThat(refusal(write("name = s\nprofile = laptop\nseeds = [0]\n").toString()))
        .isEqualTo("The key recipes is missing: give it in the study or in its profile.");
  }

  @Test
  void aStudyWithoutTasksIsRefused() throws IOException {
    Path file = write("name = s\nprofile = laptop\nseeds = [0]\nrecipes = [mpo]\n");
    assertThat(refusal(file.toString()))
        .isEqualTo("Study \"s\" names no task: add one, such as tasks { pendulum-swingup {} }.");
  }

  @Test
  void aStudyThatAsksForNothingIsRefused() throws IOException {
    Path file =
        write("name=s, profile=laptop, seeds=[0], recipes=[], tasks { cartpole-balance {} }");
    assertThat(refusal(file.toString()))
        .isEqualTo(
            "Study \"s\" asks for nothing on cartpole-balance: name recipes, or sizes of models in fit.sizes.");
  }

  @Test
  void aMissingFileIsRefused() {
    assertThat(refusal("../../etc"))
        .startsWith(
            "There is no study file \"../../etc\": give the path of a file, or a name in conf/studies such as \"");
    assertThat(refusal("paper/fig99"))
        .isEqualTo(
            "There is no study file \"paper/fig99\": give the path of a file, or a name in conf/studies such as \"paper/fig01\".");
    assertThat(refusal("gone.conf")).startsWith("There is no study file \"gone.conf\": ");
  }

  @Test
  void anUnknownStudyIsRefused() {
    assertThat(refusal("quikstart"))
        .isEqualTo(
            "Unknown study \"quikstart\": the nearest name in conf/studies is \"quickstart\"; or give the path of a file that ends in .conf.");
  }

  @Test
  void aFileThatDoesNotParseIsRefusedWithItsLine() throws IOException {
    Path file = write("name = s\nseeds = [0\ntasks {\n");
    assertThat(refusal(file.toString()))
        .startsWith("Cannot read the study: " + file + ": ")
        .doesNotContain("\n");
    assertThat(refusal(write("name = ${nothing}").toString()))
        .startsWith("Cannot read the study: " + file + ": 1: ");
  }

  private String refusal(String study, String... overrides) {
    UserError error =
        catchThrowableOfType(
            UserError.class, () -> Study.load(study, List.of(overrides), FakeTasks.ALL));
    assertThat(error).as("refusal of %s %s", study, List.of(overrides)).isNotNull();
    assertThat(error.exitCode()).isEqualTo(UserError.USAGE);
    return error.getMessage();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("study.conf"), text);
  }
}
