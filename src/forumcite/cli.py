"""The entry point: streams, exit status and everything that must hold whatever a command does.

Exit status: 0 all is well, 1 something is not, 2 the run could not be done, and then standard output stays empty.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from forumcite import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

CANNOT = 2


def main() -> None:
    """Run the command line and leave with its status."""
    # The process ends before a cycle could matter: with 1,500 claims it takes the same memory, and a small run is a
    # tenth faster. Only here, so that a program that imports forumcite keeps its collector.
    gc.disable()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns the exit status."""
    if list(arguments) == ["--version"]:
        # The commonest question of scripts, answered without the cost of any import.
        return _write(f"forumcite {__version__}\n".encode(), 0)
    try:
        return _execute(arguments)
    except KeyboardInterrupt:
        return CANNOT
    except BrokenPipeError:
        return _silence(0)  # only help and completion write by themselves, and they have nothing else to say
    except Exception as error:  # noqa: BLE001 - the last resort: one line, and the status that says so
        if os.environ.get("FORUMCITE_DEBUG") == "1":
            import traceback

            traceback.print_exc()
        else:
            # In English, whatever the language: it is for those who mend the tool.
            english = f"internal error: {type(error).__name__}: {error} (FORUMCITE_DEBUG=1 shows where)"
            _complain(english)
        return CANNOT


def _execute(arguments: Sequence[str]) -> int:
    from forumcite.report.escape import visible  # it registers the error handler that streams use, too

    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            # A console that lacks a character shows its number; nothing crashes under cp936, cp1252 or ASCII.
            reconfigure(errors="forumcite")
    import click

    from forumcite.commands import Refusal, forumcite
    from forumcite.help import Session, use_language
    from forumcite.messages import Message, preferred_language, translated

    session = Session(preferred_language(os.environ))
    use_language(session.on(sys.stdout))
    try:
        answer = forumcite.main(args=list(arguments), prog_name="forumcite", standalone_mode=False, obj=session)
    except click.Abort:
        return CANNOT
    except click.UsageError as error:
        if not arguments:
            # Without a command click's message is the help; nothing was done, so it goes where complaints go.
            sys.stderr.write(error.format_message() + "\n")
            return CANNOT
        language = session.on(sys.stderr)
        hint = Message("`{command} --help` lists what there is", command=error.ctx.command_path if error.ctx else "")
        error.message = translated(error.message, language)  # type: ignore[misc] # click formats what stands here
        _complain(error.format_message() + (f"\n{translated(hint, language)}" if error.ctx else ""))
        return CANNOT
    except click.ClickException as error:
        _complain(error.format_message())
        return CANNOT
    except Refusal as error:
        _complain(translated(str(error), session.on(sys.stderr)))
        return CANNOT
    except SystemExit as error:
        # Click leaves by itself after completion, and when the reader of its help has gone.
        return _silence(error.code if isinstance(error.code, int) and "_FORUMCITE_COMPLETE" in os.environ else 0)
    if answer is None or isinstance(answer, int):
        return answer or 0
    for note in answer.notes:
        sys.stderr.write(f"{visible(translated(note, session.on(sys.stderr)))}\n")
    return _write(answer.output, answer.status, session.on(sys.stderr))


def _write(output: bytes, status: int, language: str = "en") -> int:
    """Write bytes to standard output; a reader that has gone away changes no status."""
    try:
        if buffer := getattr(sys.stdout, "buffer", None):
            sys.stdout.flush()
            buffer.write(output)
            buffer.flush()
        else:
            sys.stdout.write(output.decode())
    except BrokenPipeError:
        return _silence(status)
    except OSError as error:
        from forumcite.messages import Message, translated

        message = Message("standard output cannot be written: {why}", why=error.strerror)
        _complain(translated(message, language))
        return CANNOT
    return status


def _silence(status: int) -> int:
    """Let the interpreter's last flush go nowhere."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        pass  # no descriptor behind the stream, as in tests: nothing to silence
    return status


def _complain(message: str) -> None:
    from forumcite.report.escape import line_start

    lines = [line_start(line) for line in message.split("\n")]
    sys.stderr.write("forumcite: " + "\n".join(lines) + "\n")
