"""Alerts, carried out of the house: to a command, or as JSON to a webhook whose address stays in the environment."""

from __future__ import annotations

import json
import logging
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from broadsheet.settings import Alerts

log = logging.getLogger(__name__)

PATIENCE = 20
"""Seconds that a command or a webhook may take."""


def send_notices(alerts: Alerts, fired: Sequence[dict[str, str]], report: Path) -> list[str]:
    """Call the command and the webhook of the settings; one line for each that failed.

    The command gets the alerts as JSON on its standard input and the report's path as BROADSHEET_REPORT. The webhook gets
    `{"report": …, "alerts": [{"alert": …, "detail": …}]}`, an alert of the watch-list also `watch`. Neither makes the run fail.
    """
    message = json.dumps({"report": str(report), "alerts": list(fired)}, ensure_ascii=False)
    failed = []
    if alerts.command:
        failed += _called(alerts.command, message, report)
    if alerts.webhook:
        failed += _posted(alerts.webhook, message)
    return failed


def _called(command: Sequence[str], message: str, report: Path) -> list[str]:
    try:
        subprocess.run(
            list(command), input=message, text=True, timeout=PATIENCE, check=True, env={**os.environ, "BROADSHEET_REPORT": str(report)},
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return [f"the alert command {command[0]!r} failed: {type(error).__name__}"]
    return []


def _posted(variable: str, message: str) -> list[str]:
    import httpx

    address = os.environ.get(variable.removeprefix("$"))
    if not address:
        return [f"the alert webhook was not called: {variable} is not set"]
    try:
        httpx.post(address, content=message, headers={"Content-Type": "application/json"}, timeout=PATIENCE).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        log.debug("webhook: %s", type(error).__name__)
        return [f"the alert webhook failed: {type(error).__name__}"]
    return []
