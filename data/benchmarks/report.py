"""Writes results.md and results.json from what data/benchmarks/run measured.

    python report.py RAW OUTPUT

A ratio is taken within each round, where both sides ran one after the other; what is reported is
the median over the rounds, with the least and the greatest of them.
"""

import datetime
import json
import os
import pathlib
import statistics
import sys

BUSY = 0.5  # load average before the run, from which other work took part of the machine
DISTURBED = 0.1  # spread, as a share of the median, from which a measurement is not to be trusted
OBSERVATION, ACTION = 3, 1
LIMIT = "15360x500x500"
SMALL, MIDDLE, PAPER = (
    "64:10:64-64:64-64",
    "256:20:256-256:256-256",
    "1024:15:200-200-200:500-500-500",
)
NAMES = {
    SMALL: "B64 N10 64-64/64-64",
    MIDDLE: "B256 N20 256-256/256-256",
    PAPER: "B1024 N15 200x3/500x3",
}


class Measured:
    """Repeated measurements of one quantity."""

    def __init__(self, values):
        self.values = list(values)
        self.median = statistics.median(self.values)

    def __truediv__(self, other):
        """Pairwise, round by round."""
        return Measured(a / b for a, b in zip(self.values, other.values, strict=True))

    def scaled(self, factor):
        return Measured(value * factor for value in self.values)

    def inverse(self, factor):
        return Measured(factor / value for value in self.values)

    def disturbed(self):
        return max(self.values) - min(self.values) > DISTURBED * self.median

    def __str__(self):
        return significant(self.median)

    def range(self):
        if len(self.values) == 1:
            return "measured once"
        text = f"{significant(min(self.values))} to {significant(max(self.values))}"
        return text + (", **disturbed**" if self.disturbed() else "")


def significant(value):
    """Three digits, without an exponent."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def multiply_adds(batch, actions, models, policy, critic):
    """Multiply-adds in the matrix products of one update."""

    def layers(inputs, widths, outputs):
        sizes = [inputs, *widths, outputs]
        return [a * b for a, b in zip(sizes, sizes[1:])]

    def trained(products):  # forward, by the weights, and by the inputs of all layers but the first
        return 3 * sum(products) - products[0]

    actor = layers(OBSERVATION, policy, 2 * ACTION)
    q = layers(OBSERVATION + ACTION, critic, 1)
    states = models * batch
    once_a_state = states * OBSERVATION * critic[0]
    target_critic = once_a_state + states * actions * (sum(q) - OBSERVATION * critic[0])
    target_policy = states * sum(actor)
    return target_critic + target_policy + batch * (trained(q) + trained(actor))


def split(shape):
    batch, actions, policy, critic = shape.split(":")
    return (
        int(batch),
        int(actions),
        [int(width) for width in policy.split("-")],
        [int(width) for width in critic.split("-")],
    )


class Raw:
    """What was measured, by name."""

    def __init__(self, folder):
        self.folder = folder
        self.learner = [
            [json.loads(line) for line in file.read_text().splitlines()]
            for file in sorted(folder.glob("learner-*.jsonl"))
        ]
        self.python = [
            json.loads(file.read_text()) for file in sorted(folder.glob("python-*.json"))
        ]
        self.jmh = json.loads((folder / "jmh.json").read_text())
        self.steps = json.loads((folder / "steps.json").read_text())

    def ours(self, shape, models, threads=1):
        def same(result):
            key = [str(result[name]) for name in ("batch", "actions", "policy", "critic")]
            return (":".join(key), result["models"], result["threads"]) == (shape, models, threads)

        return Measured(next(filter(same, results))["ms_per_update"] for results in self.learner)

    def tonic(self, shape):
        return Measured(
            next(u for u in results["updates"] if u["shape"] == shape)["ms_per_update"]
            for results in self.python
        )

    def has_tonic(self):
        return bool(self.python[0]["updates"])

    def torch_gflops(self, product):
        return Measured(
            next(p for p in results["products"] if p["product"] == product)["ms"]
            for results in self.python
        ).inverse(gflop(product) * 1e3)

    def of_jmh(self, name, **parameters):
        for result in self.jmh:
            if result["benchmark"].endswith(name) and result.get("params", {}) == parameters:
                forks = result["primaryMetric"]["rawData"]
                return Measured(value for fork in forks for value in fork)
        raise KeyError(name)

    def kernel_gflops(self, product):
        return self.of_jmh("KernelBenchmark.linear", product=product).inverse(gflop(product) * 1e3)

    def seconds(self, name):
        begin, end = (self.folder / f"{name}.seconds").read_text().split()
        return Measured([float(end) - float(begin)])

    def has_stages(self):
        return (self.folder / "runs.json").exists()

    def runs(self):
        return json.loads((self.folder / "runs.json").read_text())


def gflop(product):
    rows, inputs, outputs = map(int, product.split("x"))
    return 2e-9 * rows * inputs * outputs


class Rows:
    """The table of the requirements."""

    def __init__(self):
        self.rows = []

    def add(self, work, required, measured, unit, how):
        self.rows.append(
            {
                "work": work,
                "required": required,
                "median": measured.median,
                "unit": unit,
                "values": measured.values,
                "disturbed": measured.disturbed(),
                "how": how,
                "text": f"| {work} | {required} | {measured}{unit} | {measured.range()} | {how} |",
            }
        )

    def markdown(self):
        head = "| work | required | median | range | from |\n|---|---|---|---|---|"
        return "\n".join([head, *(row["text"] for row in self.rows)])


def requirements(raw):
    rows = Rows()
    if raw.has_tonic():
        for shape, required in ((SMALL, "≥ 10 ×"), (MIDDLE, "≥ 3.5 ×"), (PAPER, "≥ 2 ×")):
            ours, tonic = raw.ours(shape, 1), raw.tonic(shape)
            rows.add(
                f"nominal update {NAMES[shape]}, against tonic",
                required,
                tonic / ours,
                " ×",
                f"{tonic} ms against {ours} ms",
            )
    for shape in NAMES:
        nominal, robust = raw.ours(shape, 1), raw.ours(shape, 3)
        rows.add(
            f"robust update K = 3 against nominal, {NAMES[shape]}",
            "≤ 2 ×",
            robust / nominal,
            " ×",
            f"{robust} ms against {nominal} ms",
        )
    add_share(rows, raw)
    collecting = raw.of_jmh("CollectorBenchmark.step")
    rows.add(
        "collecting with successors (K = 3) in pendulum",
        "≥ 20,000 steps/s",
        collecting,
        " steps/s",
        "simulators, policy and replay, laptop networks",
    )
    for shape in (SMALL, MIDDLE):
        one, two = raw.ours(shape, 3), raw.ours(shape, 3, threads=2)
        rows.add(
            f"two learners at once on two cores against one, K = 3, {NAMES[shape]}",
            "≥ 1.8 ×",
            (one / two).scaled(2),
            " ×",
            f"{one} ms alone, {two} ms each of two",
        )
    add_simulators(rows, raw)
    if raw.has_stages():
        add_stages(rows, raw)
    return rows


def add_simulators(rows, raw):
    for task, rivals in raw.steps.items():
        ours = raw.of_jmh("EnvironmentBenchmark.episode", task=task)
        rows.add(
            f"control steps of {task} against dm_control",
            "≥ 5 ×",
            ours.inverse(rivals["dm_control"]),
            " ×",
            f"{significant(rivals['dm_control'])} us against {ours} us a step",
        )
        rows.add(
            f"control steps of {task} against a plain C loop",
            "≥ 0.9 ×",
            ours.inverse(rivals["plain"]),
            " ×",
            f"{significant(rivals['plain'])} us against {ours} us a step",
        )


def add_share(rows, raw):
    batch, actions, policy, critic = split(PAPER)
    operations = 2e-9 * multiply_adds(batch, actions, 3, policy, critic)
    update = raw.ours(PAPER, 3)
    kernel, torch = raw.kernel_gflops(LIMIT), raw.torch_gflops(LIMIT)
    limit = max(kernel.median, torch.median)
    rows.add(
        "share of the raw GEMM rate in the paper-profile update, K = 3",
        "≥ 75 %",
        update.inverse(operations * 1e3 / limit * 100),
        " %",
        f"{operations:.1f} GFLOP in {update} ms; {LIMIT}: {kernel} GFLOP/s by the kernel,"
        f" {torch} by PyTorch",
    )


def add_stages(rows, raw):
    for run in raw.runs():
        required = {"r-mpo": "≤ 90 s", "ddr-mpo": "≤ 120 s"}.get(run["recipe"], "")
        rows.add(
            f"whole pendulum run, laptop profile, {run['recipe']}",
            required,
            Measured([run["cpu_seconds"]]),
            " s of CPU",
            f"{run['steps']:,} steps with evaluation",
        )
    physics = raw.of_jmh("PhysicsBenchmark.trajectory", task="pendulum-swingup").median
    rows.add(
        "1,000,000 pendulum transitions generated and written",
        f"≤ {1.5 * physics / 2 + 10:.1f} s",
        raw.seconds("generate"),
        " s",
        f"the whole command; raw physics takes {significant(physics)} us a step",
    )
    rows.add("quickstart, whole", "≤ 240 s", raw.seconds("quickstart"), " s", "the command")
    stage = raw.seconds("share-train").median - raw.seconds("share-start").median
    plain = float((raw.folder / "share-plain").read_text())
    rows.add(
        "a train stage of 20 runs against the same runs without Spark",
        "≤ 1.05 ×",
        Measured([stage / plain]),
        " ×",
        f"{stage:.1f} s, the start of Spark not counted, against {plain:.1f} s",
    )


def parts(raw):
    """Every single measurement that no requirement names."""
    lines = ["| part | median | range |", "|---|---|---|"]

    def add(part, measured, unit):
        lines.append(f"| {part} | {measured} {unit} | {measured.range()} |")

    for product in (p["product"] for p in raw.python[0]["products"]):
        add(f"product {product}, our kernel", raw.kernel_gflops(product), "GFLOP/s")
        add(f"product {product}, PyTorch", raw.torch_gflops(product), "GFLOP/s")
    for result in raw.jmh:
        name = result["benchmark"].rsplit(".", 2)[-2:]
        if name[0] == "LearnerBenchmark":
            shape = result["params"]["shape"].replace(",", "-").replace(" ", ":")
            values = (value for fork in result["primaryMetric"]["rawData"] for value in fork)
            add(f"update {NAMES[shape]}, K = {result['params']['models']}", Measured(values), "ms")
    add(
        "pendulum physics, a thousand steps in one native call",
        raw.of_jmh("PhysicsBenchmark.trajectory", task="pendulum-swingup"),
        "us a step",
    )
    return "\n".join(lines)


def machine(raw):
    cpu = next(
        (
            line.split(":", 1)[1].strip()
            for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        os.uname().machine,
    )
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
        "cpu": cpu,
        "cores": len(os.sched_getaffinity(0)),
        "kernel": os.uname().release,
        "versions": [
            *(raw.folder / "versions").read_text().split("\n")[:-1],
            f"torch {raw.python[0]['torch']}",
            f"numpy {raw.python[0]['numpy']}",
        ],
        "rounds": len(raw.learner),
        "load": [
            float((raw.folder / name).read_text().split()[0])
            for name in ("load-before", "load-after")
        ],
    }


def left_out(raw):
    sentences = []
    if not raw.has_tonic():
        sentences.append(
            "Left out: the comparison with tonic; get fabiopardo/tonic from GitHub and name its"
            " folder, TONIC_HOME=DIR data/benchmarks/run."
        )
    if not raw.has_stages():
        sentences.append("Left out: whole stages; data/benchmarks/run --stages times them too.")
    return sentences


def disturbance(about, rows):
    """What the reader must know before trusting the figures."""
    sentences = []
    if about["load"][0] > BUSY:
        sentences.append(
            f"**Other work ran on the machine**: its load was {about['load'][0]} before the run."
            " Repeat the run on an idle machine."
        )
    count = sum(row["disturbed"] for row in rows.rows)
    if about["rounds"] == 1:
        sentences.append("One round tells nothing of the spread.")
    elif count:
        sentences.append(
            f"{count} of the {len(rows.rows)} measurements below were **disturbed**: their range is"
            f" wider than {DISTURBED:.0%} of the median."
        )
    else:
        sentences.append(f"Every range is within {DISTURBED:.0%} of its median.")
    return sentences


def document(about, rows, raw):
    return "\n\n".join(
        [
            "# Benchmarks",
            f"Written by `data/benchmarks/run` on {about['date']}; [README.md](README.md) explains"
            " the rows.",
            f"- Machine: {about['cpu']}, {about['cores']} cores, Linux {about['kernel']}; load"
            f" {about['load'][0]} before, {about['load'][1]} after.\n"
            f"- Versions: {', '.join(about['versions'])}.\n"
            f"- Medians of rounds ({about['rounds']}), ours and the rival's in turn, one thread"
            " unless said.",
            " ".join([*disturbance(about, rows), *left_out(raw)]),
            rows.markdown(),
            "## The parts",
            parts(raw),
        ]
    )


def main():
    raw = Raw(pathlib.Path(sys.argv[1]))
    output = pathlib.Path(sys.argv[2])
    about, rows = machine(raw), requirements(raw)
    text = document(about, rows, raw) + "\n"
    (output / "results.md").write_text(text, encoding="utf-8")
    everything = {
        "machine": about,
        "requirements": [{k: v for k, v in row.items() if k != "text"} for row in rows.rows],
        "learner": raw.learner,
        "python": raw.python,
        "jmh": raw.jmh,
        "steps": raw.steps,
        "runs": raw.runs() if raw.has_stages() else [],
    }
    (output / "results.json").write_text(json.dumps(everything, indent=1) + "\n")
    for sentence in [*disturbance(about, rows), *left_out(raw)]:
        print(f"benchmarks: {sentence}", file=sys.stderr)
    print(output / "results.md")
    print(output / "results.json")


if __name__ == "__main__":
    main()
