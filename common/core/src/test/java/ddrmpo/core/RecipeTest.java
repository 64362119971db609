package ddrmpo.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {

  /** Section 1 of the paper's agents, and what comes for free from the composition. */
  @ParameterizedTest
  @CsvSource({
    "mpo, none, nominal, none, mpo, none, 1",
    "e-mpo, none, nominal, kl, mpo, none, 1",
    "r-mpo, physics, min, none, mpo, none, 1",
    "re-mpo, physics, min, kl, mpo, none, 1",
    "sr-mpo, physics, mean, none, mpo, none, 1",
    "sre-mpo, physics, mean, kl, mpo, none, 1",
    "svg, none, nominal, none, svg, none, 1",
    "e-svg, none, nominal, kl, svg, none, 1",
    "r-svg, physics, min, none, svg, none, 1",
    "re-svg, physics, min, kl, svg, none, 1",
    "sr-svg, physics, mean, none, svg, none, 1",
    "sre-svg, physics, mean, kl, svg, none, 1",
    "ddr-mpo, learned, min, none, mpo, none, 1",
    "ddr-re-mpo, learned, min, kl, mpo, none, 1",
    "ddr-sre-mpo, learned, mean, kl, mpo, none, 1",
    "limited-dr, none, nominal, kl, mpo, limited, 1",
    "full-dr, none, nominal, kl, mpo, full, 1",
    "e-mpo-3x, none, nominal, kl, mpo, none, 3",
    "mixed-r-mpo, mixed, min, none, mpo, none, 1",
    "anchored-r-mpo, anchored, min, none, mpo, none, 1",
    "ensemble-cvar-svg, ensemble, cvar, none, svg, none, 1",
    "placebo-r-mpo, placebo, min, none, mpo, none, 1",
    "soft-min-e-mpo, physics, soft-min, kl, mpo, none, 1",
    "ddr-cvar-mpo, learned, cvar, none, mpo, none, 1",
    "limited-dr-svg, none, nominal, none, svg, limited, 1",
  })
  void isComposedOf(
      String name,
      String set,
      String backup,
      String regulariser,
      String improvement,
      String randomisation,
      int samples) {
    Recipe recipe = Recipe.named(name);
    assertThat(recipe.set().text()).isEqualTo(set);
    assertThat(recipe.backup().text()).isEqualTo(backup);
    assertThat(recipe.regulariser().text()).isEqualTo(regulariser);
    assertThat(recipe.improvement().text()).isEqualTo(improvement);
    assertThat(recipe.randomisation().text()).isEqualTo(randomisation);
    assertThat(recipe.samples()).isEqualTo(samples);
  }

  @Test
  void everyRecipeHasItsOwnNameAndItsOwnChoices() {
    assertThat(Recipe.all()).extracting(Recipe::name).doesNotHaveDuplicates();
    assertThat(Recipe.all())
        .extracting(
            r ->
                List.of(
                    r.set(),
                    r.backup(),
                    r.regulariser(),
                    r.improvement(),
                    r.randomisation(),
                    r.samples()))
        .doesNotHaveDuplicates();
  }

  @Test
  void choicesThatContradictEachOtherAreRefusedWithBothNamed() {
    assertThatThrownBy(
            () ->
                new Recipe(
                    "x",
                    SetKind.NONE,
                    Backup.MIN,
                    Regulariser.NONE,
                    Improvement.MPO,
                    Randomisation.NONE,
                    1))
        .hasMessageContaining("backup \"min\" over set \"none\"");
    assertThatThrownBy(
            () ->
                new Recipe(
                    "x",
                    SetKind.PHYSICS,
                    Backup.MIN,
                    Regulariser.NONE,
                    Improvement.MPO,
                    Randomisation.FULL,
                    1))
        .hasMessageContaining("randomisation \"full\" and set \"physics\"");
  }

  @Test
  void fullRandomisationIsAHundredEvenValuesWithBothEnds() {
    List<Double> values = Randomisation.FULL.values(List.of(1.0, 1.4, 1.1));
    assertThat(values).hasSize(100).isSorted().doesNotHaveDuplicates();
    assertThat(values.get(0)).isEqualTo(1.0);
    assertThat(values.get(99)).isEqualTo(1.4);
    for (int i = 1; i < 100; i++) {
      assertThat(values.get(i) - values.get(i - 1))
          .isCloseTo(0.4 / 99, org.assertj.core.api.Assertions.within(1e-12));
    }
  }
}
