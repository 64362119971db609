package ddrmpo.core;

import com.typesafe.config.ConfigObject;
import java.util.List;

/** Settings of a profile alone, for what belongs to no study. */
public final class Profiles {
  private static final String LEARNER = "learner";

  private Profiles() {}

  /**
   * The learner's hyperparameters in a profile.
   *
   * @param nameOrPath the name of a profile in {@code conf/profiles}, or the path of a file
   * @param overrides {@code learner.key=value}, stronger than the profile
   * @throws UserError if anything is missing, unknown or contradictory
   */
  public static LearnerSettings learner(String nameOrPath, List<String> overrides) {
    ConfigObject profile = StudyLoader.profile(nameOrPath);
    ConfigObject stronger = Overrides.parse(overrides);
    StudyKeys.checkProfile(profile.withOnlyKey(LEARNER), List.of());
    StudyKeys.checkProfile(stronger, List.of());
    return SettingsReader.read(
        LearnerSettings.class,
        LEARNER + ".",
        StudyKeys.block("", stronger, LEARNER).withFallback(StudyKeys.block("", profile, LEARNER)));
  }
}
