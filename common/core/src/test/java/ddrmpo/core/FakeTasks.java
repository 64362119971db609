package ddrmpo.core;

import java.util.List;

/** The shipped studies' tasks, without the physics. */
final class FakeTasks {
  static final List<TaskSpec> ALL =
      List.of(
          task(
              "pendulum-swingup",
              new Perturbation(
                  "ball-mass",
                  "kg",
                  0.1,
                  10,
                  1.0,
                  List.of(1.0, 1.1, 1.4),
                  List.of(1.5, 1.6, 1.7),
                  List.of(2.0))),
          task(
              "cartpole-balance",
              new Perturbation(
                  "pole-length",
                  "m",
                  0.1,
                  5,
                  0.5,
                  List.of(0.5, 1.9, 2.1),
                  List.of(2.0, 2.2, 2.3),
                  List.of(2.6, 3.0))),
          task(
              "cartpole-swingup",
              new Perturbation(
                  "pole-length",
                  "m",
                  0.1,
                  5,
                  1.0,
                  List.of(1.0, 1.4, 1.7),
                  List.of(1.2, 1.5, 1.8),
                  List.of(2.2, 2.6))));

  private FakeTasks() {}

  private static TaskSpec task(String name, Perturbation perturbation) {
    return new TaskSpec(
        name,
        List.of("cos", "sin"),
        List.of(new TaskSpec.AnglePair(0, 1)),
        1,
        5,
        1000,
        0.02,
        List.of(
            new Parameter(
                perturbation.parameter(),
                perturbation.unit(),
                perturbation.low(),
                perturbation.high(),
                1,
                "perturbed"),
            new Parameter("gravity", "m/s^2", 0, 30, 9.81, "gravity")),
        perturbation,
        List.of(
            new TaskSpec.Variant(
                "other",
                new Perturbation(
                    perturbation.parameter(),
                    perturbation.unit(),
                    perturbation.low(),
                    perturbation.high(),
                    2,
                    List.of(2.0, 2.5),
                    List.of(3.0),
                    List.of()),
                "another reading")));
  }
}
