"""Times updates of tonic's MPO and matrix products of PyTorch on one thread; prints JSON.

    python tonic_update.py [--tonic DIR] [--seconds S] SHAPE...

A SHAPE is batch:actions:policy:critic, such as 64:10:64-64:64-64. DIR, or else the variable
TONIC_HOME, is a folder that holds tonic's package (fabiopardo/tonic on GitHub). Without it only the
products are timed.

One update is a call of tonic's critic updater (expected SARSA) and one of its MPO actor updater, on
batches that are made beforehand; drawing a batch and moving the target networks are not counted.
The networks are those of this project, with an observation of 3 and an action of 1.
"""

import argparse
import json
import os
import pathlib
import statistics
import sys
import time
import types

import numpy
import torch

OBSERVATION, ACTION = 3, 1
BATCHES = 8
GRADIENT_CLIP = 40
PRODUCTS = [(15360, 500, 500), (1024, 500, 500), (5120, 256, 256), (640, 64, 64)]


class Torso(torch.nn.Module):
    """Linear, layer norm, tanh, then Linear and ELU: an actor's or critic's hidden layers."""

    def __init__(self, widths):
        super().__init__()
        self.widths = widths

    def initialize(self, inputs):
        first = self.widths[0]
        layers = [torch.nn.Linear(inputs, first), torch.nn.LayerNorm(first), torch.nn.Tanh()]
        for before, after in zip(self.widths, self.widths[1:]):
            layers += [torch.nn.Linear(before, after), torch.nn.ELU()]
        self.layers = torch.nn.Sequential(*layers)
        return self.widths[-1]

    def forward(self, inputs):
        return self.layers(inputs)


def update_of_tonic(batch, actions, policy, critic):
    """A function that does one update."""
    from tonic.torch import agents, models, updaters

    model = models.ActorCriticWithTargets(
        actor=models.Actor(
            encoder=models.ObservationEncoder(),
            torso=Torso(policy),
            head=models.GaussianPolicyHead(loc_activation=torch.nn.Identity),
        ),
        critic=models.Critic(
            encoder=models.ObservationActionEncoder(),
            torso=Torso(critic),
            head=models.ValueHead(),
        ),
    )
    agent = agents.MPO(
        model=model,
        actor_updater=updaters.MaximumAPosterioriPolicyOptimization(
            num_samples=actions,
            per_dim_constraining=True,
            action_penalization=False,
            gradient_clip=GRADIENT_CLIP,
        ),
        critic_updater=updaters.ExpectedSARSA(num_samples=actions, gradient_clip=GRADIENT_CLIP),
    )
    agent.initialize(
        types.SimpleNamespace(shape=(OBSERVATION,)), types.SimpleNamespace(shape=(ACTION,)), seed=0
    )
    batches = [
        (
            torch.randn(batch, OBSERVATION),
            torch.rand(batch, ACTION) * 2 - 1,
            torch.randn(batch, OBSERVATION),
            torch.rand(batch),
            torch.full((batch,), 0.99),
        )
        for _ in range(BATCHES)
    ]
    done = 0

    def update():
        nonlocal done
        transitions = batches[done % BATCHES]
        agent.critic_updater(*transitions)
        agent.actor_updater(transitions[0])
        done += 1

    return update


def milliseconds(work, seconds, least):
    """Times of calls after a warm-up of the same length as the measurement."""
    timed = []
    for _ in range(2):
        timed = []
        begin = time.perf_counter()
        while len(timed) < least or time.perf_counter() - begin < seconds:
            before = time.perf_counter()
            work()
            timed.append((time.perf_counter() - before) * 1e3)
    return timed


def time_update(shape, seconds):
    batch, actions, policy, critic = shape.split(":")
    update = update_of_tonic(int(batch), int(actions), widths(policy), widths(critic))
    timed = milliseconds(update, seconds, least=3)
    return {
        "shape": shape,
        "ms_per_update": statistics.median(timed),
        "ms_least": min(timed),
        "ms_most": max(timed),
        "updates": len(timed),
    }


def time_product(rows, inputs, outputs, seconds):
    x, w, y = torch.randn(rows, inputs), torch.randn(inputs, outputs), torch.empty(rows, outputs)
    timed = milliseconds(lambda: torch.mm(x, w, out=y), seconds, least=3)
    return {"product": f"{rows}x{inputs}x{outputs}", "ms": statistics.median(timed)}


def widths(text):
    return [int(width) for width in text.split("-")]


def main():
    arguments = argparse.ArgumentParser(usage="tonic_update.py [--tonic DIR] [--seconds S] SHAPE...")
    arguments.add_argument("--tonic", default=os.environ.get("TONIC_HOME", ""))
    arguments.add_argument("--seconds", type=float, default=1.0)
    arguments.add_argument("shapes", nargs="*")
    given = arguments.parse_args()
    torch.set_num_threads(1)
    result = {"torch": torch.__version__, "numpy": numpy.__version__, "updates": []}
    if given.tonic and (pathlib.Path(given.tonic) / "tonic" / "torch").is_dir():
        sys.path.insert(0, given.tonic)
        result["updates"] = [time_update(shape, given.seconds) for shape in given.shapes]
    result["products"] = [time_product(*product, given.seconds / 2) for product in PRODUCTS]
    print(json.dumps(result))


main()
