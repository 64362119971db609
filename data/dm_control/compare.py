"""Reference trajectories of dm_control, which the project's own models are tested against.

Steps dm_control's environments with random actions, which lean to one side in an episode's second
half so that a limited joint meets its limit, and writes reference/<task>.json beside this
file: for each value of the perturbed parameter the start state, the actions of all 1,000 steps, and
position, velocity, observation and reward at every step to 20 and every 50th after it. Numbers are
written as the shortest text that reads back as the same double.

The versions are those of the project's pom.xml; others are refused. Run it so:

    python3 -m venv /tmp/dm_control
    /tmp/dm_control/bin/pip install dm-control==1.0.50 mujoco==3.17.0
    MUJOCO_GL=disable /tmp/dm_control/bin/python data/dm_control/compare.py
"""

import importlib.metadata
import json
import pathlib
import re

import numpy as np
from dm_control.suite import acrobot, cartpole, cheetah, hopper, pendulum, walker

HERE = pathlib.Path(__file__).parent
SEED = 20200430
STEPS = 1000
LEANING_LOW = -0.7  # least random action of the second half


def pendulum_model(text, ball_mass):
    return replaced(text, 'size="0.05" mass="1"', f'size="0.05" mass="{ball_mass!r}"')


def cartpole_model(text, pole_length):
    text = replaced(text, 'fromto="0 0 0 0 0 1"', f'fromto="0 0 0 0 0 {pole_length!r}"')
    return replaced(text, 'mass=".1"', f'mass="{0.1 * pole_length!r}"')


def acrobot_model(text, length):
    arm = '<geom name="upper_arm" fromto="0 0 0 0 0 1" size="0.05"'
    text = replaced(text, arm, arm.replace("0 0 1\"", f"0 0 {length!r}\"") + f' mass="{length!r}"')
    return replaced(text, 'name="lower_arm" pos="0 0 1"', f'name="lower_arm" pos="0 0 {length!r}"')


def cheetah_model(text, half_length):
    text = replaced(text, 'fromto="-.5 0 0 .5 0 0"', f'fromto="-{half_length!r} 0 0 {half_length!r} 0 0"')
    text = replaced(text, 'pos=".6 0 .1"', f'pos="{half_length + 0.1!r} 0 .1"')
    text = replaced(text, 'name="bthigh" pos="-.5 0 0"', f'name="bthigh" pos="-{half_length!r} 0 0"')
    return replaced(text, 'name="fthigh" pos=".5 0 0"', f'name="fthigh" pos="{half_length!r} 0 0"')


def hopper_model(text, calf_end):
    text = replaced(text, 'fromto="0 0 0 0 0 -.32"', f'fromto="0 0 0 0 0 {calf_end!r}"')
    return replaced(text, 'name="foot" pos="0 0 -.32"', f'name="foot" pos="0 0 {calf_end!r}"')


def walker_model(text, half_length):
    for side in ("right", "left"):
        thigh = f'<geom name="{side}_thigh" pos="0 0 -0.225" size="0.05 0.225"'
        text = replaced(text, thigh, thigh.replace("0.225", repr(half_length)))
        leg = f'<body name="{side}_leg" pos="0 0 -0.7"'
        text = replaced(text, leg, leg.replace("-0.7", repr(-0.25 - 2 * half_length)))
    return text


# task: dm_control's domain, its function, our edit of its model; values, dm_control's own first
TASKS = {
    "acrobot-swingup": (acrobot, acrobot.swingup, acrobot_model, [1.0, 1.15]),
    "cartpole-balance": (cartpole, cartpole.balance, cartpole_model, [1.0, 0.5, 2.1]),
    "cartpole-swingup": (cartpole, cartpole.swingup, cartpole_model, [1.0, 1.7]),
    "cheetah-run": (cheetah, cheetah.run, cheetah_model, [0.5, 0.4, 0.3]),
    "hopper-hop": (hopper, hopper.hop, hopper_model, [-0.32, -0.4]),
    "hopper-stand": (hopper, hopper.stand, hopper_model, [-0.32, -0.5]),
    "pendulum-swingup": (pendulum, pendulum.swingup, pendulum_model, [1.0, 1.4]),
    "walker-run": (walker, walker.run, walker_model, [0.225, 0.4]),
    "walker-walk": (walker, walker.walk, walker_model, [0.225, 0.25]),
}


def replaced(text, old, new):
    assert text.count(old) == 1, f"dm_control's model has {text.count(old)} of {old}"
    return text.replace(old, new)


def version(name):
    """The version that the project's pom.xml names, which must be the installed one."""
    pom = (HERE.parents[1] / "pom.xml").read_text(encoding="utf-8")
    wanted = re.search(rf"<{name}.version>(.*)</{name}.version>", pom).group(1)
    installed = importlib.metadata.version(name)
    if installed != wanted:
        raise SystemExit(f"{name} is {installed}: install {wanted}, as pom.xml says.")
    return wanted


def recorded(step):
    return step <= 20 or step % 50 == 0


def row(step, environment, timestep):
    physics = environment.physics
    return {
        "step": step,
        "qpos": physics.data.qpos.tolist(),
        "qvel": physics.data.qvel.tolist(),
        "observation": np.concatenate(
            [np.atleast_1d(part) for part in timestep.observation.values()]).tolist(),
        "reward": timestep.reward,
    }


def trajectory(domain, load, edit, value):
    unmodified = domain.get_model_and_assets
    text, assets = unmodified()
    text = text.decode() if isinstance(text, bytes) else text
    domain.get_model_and_assets = lambda: (edit(text, value), assets)
    try:
        environment = load(random=SEED)
    finally:
        domain.get_model_and_assets = unmodified

    random = np.random.RandomState(SEED)
    rows = [row(0, environment, environment.reset())]
    actions = []
    for step in range(1, STEPS + 1):
        low = -1 if step <= STEPS // 2 else LEANING_LOW
        action = np.round(random.uniform(low, 1, environment.action_spec().shape), 3)
        timestep = environment.step(action)
        actions.append(action.tolist())
        if recorded(step):
            rows.append(row(step, environment, timestep))
    assert timestep.last() and timestep.discount == 1
    return {"value": value, "actions": actions, "rows": rows}


def write(task, domain, load, edit, values):
    reference = {
        "task": task,
        "made_by": "data/dm_control/compare.py",
        "dm_control": version("dm-control"),
        "mujoco": version("mujoco"),
        "models": [trajectory(domain, load, edit, value) for value in values],
    }
    text = json.dumps(reference, separators=(",", ":")).replace('{"step"', '\n{"step"')
    path = HERE / "reference" / f"{task}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    for name, (domain, load, edit, values) in TASKS.items():
        write(name, domain, load, edit, values)
