package ddrmpo.mujoco;

import java.util.Locale;

/** Models that the tests share. */
final class Models {
  private Models() {}

  /** A cart with a pole, no contact; the integrator is Euler or RK4. */
  static String cartpole(String integrator) {
    return String.format(
        Locale.ROOT,
        """
        <mujoco model="cartpole">
          <option timestep="0.01" integrator="%s"><flag contact="disable"/></option>
          <worldbody>
            <body name="cart" pos="0 0 1">
              <joint name="slider" type="slide" axis="1 0 0" limited="true" range="-1.8 1.8"
                     solreflimit="0.08 1" damping="0.0005"/>
              <geom name="box" type="box" size="0.2 0.15 0.1" mass="1"/>
              <body name="pole">
                <joint name="hinge" axis="0 1 0" damping="2e-6"/>
                <geom name="rod" type="capsule" fromto="0 0 0 0 0 1" size="0.045" mass="0.1"/>
                <site name="tip" pos="0 0 1"/>
              </body>
            </body>
          </worldbody>
          <actuator><motor name="slide" joint="slider" gear="10" ctrllimited="true" ctrlrange="-1 1"/></actuator>
          <sensor><jointpos name="angle" joint="hinge"/><actuatorfrc name="force" actuator="slide"/><framepos name="tip" objtype="site" objname="tip"/></sensor>
        </mujoco>
        """,
        integrator);
  }

  /** A jointed leg that falls on a floor, with an activated actuator and a touch sensor. */
  static String leg(String size) {
    return """
        <mujoco model="leg">
          %s
          <option timestep="0.005"/>
          <worldbody>
            <geom name="floor" type="plane" size="5 5 1"/>
            <body name="torso" pos="0 0 1.05">
              <joint name="x" type="slide" axis="1 0 0"/>
              <joint name="z" type="slide" axis="0 0 1"/>
              <joint name="pitch" axis="0 1 0"/>
              <geom name="trunk" type="capsule" fromto="0 0 0 0 0 0.3" size="0.07"/>
              <body name="thigh">
                <joint name="hip" axis="0 1 0" limited="true" range="-100 20" damping="1"/>
                <geom name="thigh" type="capsule" fromto="0 0 0 0 0 -0.45" size="0.05"/>
                <body name="shin" pos="0 0 -0.5">
                  <joint name="knee" axis="0 1 0" limited="true" range="0 150" damping="1"/>
                  <geom name="shin" type="capsule" fromto="0 0 0 0 0 -0.4" size="0.04"/>
                  <geom name="foot" type="capsule" fromto="-0.1 0 -0.47 0.15 0 -0.47" size="0.05"/>
                  <site name="sole" type="box" size="0.2 0.1 0.1" pos="0 0 -0.5"/>
                </body>
              </body>
            </body>
          </worldbody>
          <actuator>
            <motor name="hip" joint="hip" gear="40" ctrllimited="true" ctrlrange="-1 1"/>
            <general name="knee" joint="knee" gear="40" dyntype="filter" dynprm="0.05" gainprm="1"/>
          </actuator>
          <sensor><touch name="sole" site="sole"/></sensor>
        </mujoco>
        """
        .formatted(size);
  }

  static String leg() {
    return leg("");
  }

  /** Compiles, but has no room for its first contact: the second substep is an engine error. */
  static String cramped() {
    return leg("<size memory=\"786\"/>");
  }
}
