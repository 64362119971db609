"""Times control steps of the suite's nine tasks in dm_control, and in a plain C loop.

    python simulator_steps.py [--seconds S] MUJOCO FOLDER

MUJOCO is a folder with include/mujoco and lib/libmujoco.so, FOLDER receives what is compiled.
Prints JSON: for each task microseconds a control step of dm_control's environment with observation
and reward, and of the C loop, which makes the same engine calls (the substeps, then mj_step1) on
dm_control's model and nothing else. Both run whole episodes of random actions, one thread, in turn.
"""

import argparse
import ctypes
import json
import pathlib
import subprocess
import time

import mujoco
import numpy as np
from dm_control import suite

TASKS = {
    "acrobot-swingup": 1,
    "cartpole-balance": 1,
    "cartpole-swingup": 1,
    "cheetah-run": 1,
    "hopper-hop": 4,
    "hopper-stand": 4,
    "pendulum-swingup": 1,
    "walker-run": 10,
    "walker-walk": 10,
}
STEPS = 1000
SEED = 20200430


def compiled(mujoco_home, folder):
    """The C loop as a library. It carries this release's engine, not the Python package's."""
    source = pathlib.Path(__file__).with_name("simulator_steps.cpp")
    library = folder / "simulator_steps.so"
    engine = mujoco_home / "lib"
    # The library is looked for under the name that its linker gave it.
    name = f"libmujoco.so.{mujoco.__version__}"
    (folder / name).write_bytes((engine / "libmujoco.so").read_bytes())
    subprocess.run(
        ["g++", "-O2", "-shared", "-fPIC", f"-I{mujoco_home / 'include'}", "-o", library,
         source, folder / name, f"-Wl,-rpath,{folder}"],
        check=True,
    )
    loop = ctypes.CDLL(str(library)).episode
    loop.restype = ctypes.c_double
    loop.argtypes = [
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_int,
        ctypes.POINTER(ctypes.c_double),
        ctypes.POINTER(ctypes.c_double),
    ]
    return loop


def pointer(array):
    return np.ascontiguousarray(array).ctypes.data_as(ctypes.POINTER(ctypes.c_double))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=1)
    parser.add_argument("mujoco", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    arguments = parser.parse_args()
    loop = compiled(arguments.mujoco.resolve(), arguments.folder.resolve())
    random = np.random.RandomState(SEED)
    results = {}
    for task, substeps in TASKS.items():
        environment = suite.load(*task.split("-", 1), task_kwargs={"random": SEED})
        model = arguments.folder / f"{task}.mjb"
        mujoco.mj_saveModel(environment.physics.model.ptr, str(model), None)
        actions = random.uniform(-1, 1, (STEPS, *environment.action_spec().shape))
        theirs, plain, episodes = 0.0, 0.0, 0
        begin = time.perf_counter()
        while episodes == 0 or time.perf_counter() - begin < arguments.seconds:
            environment.reset()
            start = environment.physics.data.qpos.copy()
            clock = time.perf_counter()
            for action in actions:
                environment.step(action)
            theirs += time.perf_counter() - clock
            plain += loop(str(model).encode(), STEPS, substeps, pointer(start), pointer(actions))
            episodes += 1
        scale = 1e6 / (episodes * STEPS)
        results[task] = {"dm_control": theirs * scale, "plain": plain * scale}
    print(json.dumps(results))


if __name__ == "__main__":
    main()
