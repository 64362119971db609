package ddrmpo.control;

import static org.assertj.core.api.Assertions.assertThat;

import ddrmpo.core.Cell;
import ddrmpo.core.ModelCell;
import ddrmpo.core.Study;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every study in conf/studies, on the real tasks. */
class ShippedStudiesTest {
  static List<String> shipped() {
    return Study.shipped();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void loadsUnderItsOwnNameAtEitherProfile(String name) {
    Study study = Study.load(name, List.of(), Suite.specs());
    assertThat(study.name()).isEqualTo(name.substring(name.lastIndexOf('/') + 1));
    assertThat(Study.load(name, List.of("profile=paper"), Suite.specs()).tasks())
        .hasSameSizeAs(study.tasks())
        .allMatch(task -> task.learner().learningRate() == 3e-4);
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyCellHasItsOwnIdAndLearnedSetsUseModelsOfTheStudy(String name) {
    Study study = Study.load(name, List.of(), Suite.specs());
    List<String> ids =
        Stream.of(study.datasets(), study.models(), study.runs(), study.evaluations())
            .flatMap(List::stream)
            .map(Cell::id)
            .toList();
    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-f]{16}"));
    Set<ModelCell> models = new HashSet<>(study.models());
    study.runs().forEach(run -> assertThat(models).containsAll(run.models()));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void everyFigureOfThePaperHasAStudy(String figure) {
    assertThat(Study.shipped()).anyMatch(name -> name.contains(figure));
  }

  static Stream<String> figures() {
    return Stream.iterate(1, i -> i + 1).limit(15).map("fig%02d"::formatted);
  }
}
