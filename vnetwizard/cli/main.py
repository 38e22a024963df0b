"""The command line: commands, options, exit codes. Imports nothing heavy before it knows the command."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from vnetwizard.cli.translated import Group, choose_language, option
from vnetwizard.target import CLOUDS, SIGN_INS, Target
from vnetwizard.words import LANGUAGES, mark, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from vnetwizard.cli.console import Console

Command = Any


def _json_option(command: Command) -> Command:
    return option("--json", "as_json", is_flag=True, help=mark("One JSON object a line on stdout."))(command)


def _azure_options(command: Command) -> Command:
    """Add the options that say which Azure."""
    for add in reversed(
        (
            option("--practice", is_flag=True, help=mark("Practice Azure: nothing is real, nothing costs.")),
            option("--speed", type=float, help=mark("How fast practice Azure's clock runs (60 at first).")),
            option("--cloud", type=click.Choice(CLOUDS), default="public", help=mark("Which Azure cloud.")),
            option("--tenant", help=mark("Tenant id to sign in to.")),
            option("--auth", type=click.Choice(SIGN_INS), help=mark("How to sign in; left out: tried in this order.")),
            option("--arm-endpoint", help=mark("URL of the Resource Manager, such as a proxy's or test server's.")),
        )
    ):
        command = add(command)
    return command


def _target(given: dict[str, Any]) -> tuple[Target, float | None]:
    """Take the Azure options out of a command's parameters."""
    parent = click.get_current_context().find_root().params
    practice = bool(given.pop("practice") or parent.get("practice"))
    speed = given.pop("speed")
    speed = parent.get("speed") if speed is None else speed
    names = ("cloud", "tenant", "auth", "arm_endpoint")
    values = {name: given.pop(name) for name in names}
    if practice and (values["tenant"] or values["auth"] or values["arm_endpoint"] or values["cloud"] != "public"):
        raise click.UsageError(say(mark("--practice goes with none of --cloud, --tenant, --auth, --arm-endpoint.")))
    if speed is not None and not practice:
        raise click.UsageError(say(mark("--speed is for --practice: the real Azure takes the time it takes.")))
    _check_speed(speed)
    endpoint = values["arm_endpoint"]
    if endpoint is not None and (not endpoint.startswith("https://") or any(one in endpoint for one in "?#@")):
        wanted = mark("--arm-endpoint must be a URL such as https://management.azure.com; {url} is not.")
        raise click.UsageError(say(wanted, {"url": endpoint}))
    return Target(practice=True) if practice else Target(**values), speed


def _check_speed(speed: float | None) -> None:
    if speed is not None and not 0 < speed <= 100_000:  # noqa: PLR2004 - practice Azure's own limit
        raise click.UsageError(say(mark("--speed must be more than 0 and at most 100000; 60 makes an hour a minute.")))


def _console(*, as_json: bool) -> Console:
    from vnetwizard.cli.console import Console  # noqa: PLC0415

    return Console(as_json=as_json)


@click.group(
    cls=Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=mark("Join Azure virtual networks by VPN gateway, and prove the pair."),
)
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=choose_language,
    help=mark("Language."),
)
@_azure_options
@click.version_option(package_name="vnetwizard")
@click.pass_context
def cli(context: click.Context, /, **given: Any) -> None:
    """Run the command that was named; without one, open the wizard."""
    if context.invoked_subcommand is not None:
        _refuse_what_belongs_behind(given)
        return
    target, speed = _target(given)
    from vnetwizard import tui  # noqa: PLC0415 - only who sees pages pays for them

    obstacle = tui.obstacle()
    if obstacle is not None:
        from vnetwizard.cli import without_pages  # noqa: PLC0415

        raise SystemExit(without_pages.explain(_console(as_json=False), obstacle))
    raise SystemExit(tui.wizard(target, speed))


def _refuse_what_belongs_behind(given: dict[str, Any]) -> None:
    """Raise UsageError for an option before the command that the command would not see."""
    for name in ("cloud", "tenant", "auth", "arm_endpoint"):
        if given[name] not in {None, "public"}:
            option_name = "--" + name.replace("_", "-")
            raise click.UsageError(say(mark("Write {option} behind the command."), {"option": option_name}))


@cli.command(help=mark("Print the article's TestVNet1/TestVNet4 plan file."))
@_json_option
def sample(*, as_json: bool) -> None:
    """Print the article's TestVNet1/TestVNet4 plan file."""
    from vnetwizard.topology.samples import SAMPLE_TEXT  # noqa: PLC0415

    if as_json:
        _console(as_json=True).emit({"event": "sample", "plan": SAMPLE_TEXT})
    else:
        click.echo(SAMPLE_TEXT, nl=False)


@cli.command(help=mark("Show what is wrong with a plan file, offline."))
@click.argument("plan")
@_json_option
def check(plan: str, *, as_json: bool) -> None:
    """Show what is wrong with a plan file, offline."""
    from vnetwizard.cli import inputs  # noqa: PLC0415

    console = _console(as_json=as_json)
    topology = inputs.load(console, plan)
    inputs.judge(console, topology, plan)
    inputs.tell_what_is_not_built(console, topology)
    console.tell(mark("No errors."))


@cli.command(help=mark("Show what would be made, changed and kept."))
@click.argument("plan")
@_azure_options
@_json_option
def plan(plan: str, *, as_json: bool, **given: Any) -> None:
    """Show what would be made, changed and kept."""
    from vnetwizard.cli import commands  # noqa: PLC0415

    target, speed = _target(given)
    commands.show_plan(_console(as_json=as_json), plan, target, speed)


@cli.command(help=mark("Make what a plan file asks for, and prove the pair."))
@click.argument("plan")
@_azure_options
@option("--yes", is_flag=True, help=mark("Do not ask."))
@option("--detach", is_flag=True, help=mark("Return as soon as the worker has begun."))
@option("--shared-key-file", help=mark("File with the shared key, - for stdin; left out: one is generated."))
@_json_option
def apply(plan: str, *, as_json: bool, yes: bool, detach: bool, shared_key_file: str | None, **given: Any) -> None:
    """Make what a plan file asks for, and prove the pair."""
    from vnetwizard.cli import commands  # noqa: PLC0415

    target, speed = _target(given)
    if plan == "-" and shared_key_file == "-":
        raise click.UsageError(say(mark("The plan and the key cannot both come from standard input.")))
    if plan == "-" and not yes:
        raise click.UsageError(say(mark("A plan from standard input leaves nobody to ask: add --yes.")))
    options = commands.ApplyOptions(yes=yes, detach=detach, shared_key_file=shared_key_file)
    raise SystemExit(commands.apply(_console(as_json=as_json), plan, target, speed, options))


@cli.command(help=mark("List all runs and where they stand."))
@_json_option
def runs(*, as_json: bool) -> None:
    """List all runs and where they stand."""
    from vnetwizard.cli import commands  # noqa: PLC0415

    commands.list_runs(_console(as_json=as_json))


@cli.command(help=mark("Watch a run, from its first event on."))
@click.argument("run", required=False)
@_json_option
def attach(run: str | None, *, as_json: bool) -> None:
    """Watch a run, from its first event on."""
    from vnetwizard.cli import commands  # noqa: PLC0415

    raise SystemExit(commands.attach(_console(as_json=as_json), run, pages=not as_json))


@cli.command(help=mark("Go on with a run that was stopped, paused or killed."))
@click.argument("run", required=False)
@option("--speed", type=float, help=mark("How fast practice Azure's clock runs."))
@option("--detach", is_flag=True, help=mark("Return as soon as the worker has begun."))
@option("--shared-key-file", help=mark("File with the shared key, - for stdin."))
@option("--plan", help=mark("Corrected plan file; left out: the one that the run has."))
@option("--yes", is_flag=True, help=mark("Do not ask, whatever a corrected plan file asks for."))
@_json_option
def resume(run: str | None, *, as_json: bool, speed: float | None, **given: Any) -> None:
    """Go on with a run that was stopped, paused or killed."""
    from vnetwizard.cli import commands  # noqa: PLC0415

    _check_speed(speed)
    options = commands.ApplyOptions(**given)
    raise SystemExit(commands.resume(_console(as_json=as_json), run, speed, options))


@cli.command(help=mark("Read a run's connections and keys again, and say whether the pair stands."))
@click.argument("run", required=False)
@_json_option
def verify(run: str | None, *, as_json: bool) -> None:
    """Read a run's connections and keys again, and say whether the pair stands."""
    from vnetwizard.cli import commands  # noqa: PLC0415

    raise SystemExit(commands.verify(_console(as_json=as_json), run))


@cli.command(help=mark("Give a run up; what it made stays in Azure."))
@click.argument("run")
@option("--yes", is_flag=True, help=mark("Do not ask."))
@_json_option
def forget(run: str, *, as_json: bool, yes: bool) -> None:
    """Give a run up."""
    from vnetwizard.cli import commands  # noqa: PLC0415

    raise SystemExit(commands.forget(_console(as_json=as_json), run, yes=yes))


@cli.group(help=mark("Practice Azure itself."))
def practice() -> None:
    """Practice Azure itself."""


@practice.command(help=mark("Empty practice Azure."))
@_json_option
def reset(*, as_json: bool) -> None:
    """Empty practice Azure."""
    from vnetwizard.cli import commands  # noqa: PLC0415

    commands.reset_practice(_console(as_json=as_json))


def main() -> None:
    """Run the command line, and turn what cannot go on into one sentence and an exit code."""
    _run(cli)


def _open_streams() -> None:
    """Stand in for streams that were closed when we were started, and never fail for want of a letter."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(command: Callable[..., Any]) -> None:
    _open_streams()
    try:
        command(standalone_mode=True)
        sys.stdout.flush()
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EIO}:
            raise
        click.echo(say(mark("The output cannot be written: {reason}"), {"reason": error.strerror}), err=True)
        os._exit(1)  # at exit Python would try to write it once more
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        if str(error):
            click.echo(str(error), err=True)
        sys.exit(code)


def _exit_code(error: Exception) -> int | None:
    """Return the exit code of an error that has its own words; None for a bug."""
    from vnetwizard.cli.exits import Quit  # noqa: PLC0415

    if isinstance(error, Quit):
        return error.code
    from vnetwizard.attempts import Refusal  # noqa: PLC0415 - with it comes half the house
    from vnetwizard.run.codes import USAGE  # noqa: PLC0415
    from vnetwizard.run.journal import JournalError  # noqa: PLC0415
    from vnetwizard.state import StateError  # noqa: PLC0415

    if isinstance(error, Refusal):
        return error.code
    return USAGE if isinstance(error, StateError | JournalError) else None
