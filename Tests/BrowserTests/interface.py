"""Tries the JSON interface against its own description. Usage: interface.py ACCOUNT BASE_URL SECONDS

Signs in as a demonstration account and lets schemathesis send what the OpenAPI document allows and what it forbids to every
address of it. Fails with what schemathesis found.
"""

import json
import re
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

# 404 where others say 405: what is absent and what is not for the reader are one answer. The checks of one call after
# another need links between operations, which the document has none of.
LEFT_OUT = ["unsupported_method", "allow_header_conformance", "use_after_free", "ensure_resource_availability", "object_level_authorization"]

CONFIGURATION = """
base-url = "{base}"
workers = 1
seed = 2004
max-time = {seconds}
request-timeout = 20
continue-on-failure = true
warnings = false

[generation]
database = "none"
max-examples = 25

[phases.stateful]
enabled = false

[auth.openapi.session]
api_key = "{session}"

[auth.openapi.token]
api_key = "{token}"

[checks.positive_data_acceptance]
# What is well written may still not be done: 422 says why.
expected-statuses = ["2xx", "404", "409", "422"]

[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "413", "415"]

{more}
"""

# Two of these cannot be told by a schema: a period that ends before it begins, and days before there were records.
DAYS = """
[[operations]]
include-path = ["/api/v1/trail", "/api/v1/members/{member}/jacket"]
checks.positive_data_acceptance.expected-statuses = ["2xx", "400", "404"]
"""


class Client:
    def __init__(self, base):
        self.base = base
        self.cookies = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def read(self, path, fields=None):
        body = urllib.parse.urlencode(fields).encode() if fields else None
        return self.opener.open(self.base + path, body).read().decode()

    def json(self, path):
        return json.loads(self.read("/api/v1" + path))

    def sign_in(self, account):
        token = re.search(r'name="csrf" value="([^"]+)"', self.read("/sign-in")).group(1)
        self.read("/sign-in", {"csrf": token, "username": account, "passphrase": f"{account} demonstration"})
        return next(cookie.value for cookie in self.cookies if cookie.name == "mainstay_session")


def known(client):
    """The names of real things, so that more is answered than that there is none; for whoever may see them."""
    try:
        items = client.json("/officer-support/work-items")["items"][:4]
    except urllib.error.HTTPError:
        return ""
    values = {
        "reference": [item["reference"] for item in items], "member": [str(item["member"]) for item in items],
        "run": ["1"], "import": ["1"], "edition": ["1"],
    }
    lines = [f"[dictionaries.{name}]\nvalues = {json.dumps(words)}\n" for name, words in values.items()]
    lines += ["[parameters]"] + [f'"path.{name}" = {{ dictionary = "{name}", probability = 0.8 }}' for name in values]
    return "\n".join(lines)


def main():
    account, base, seconds = sys.argv[1], sys.argv[2].rstrip("/"), int(sys.argv[3])
    client = Client(base)
    session = client.sign_in(account)
    token = client.json("/account/session")["csrf"]
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "openapi.json"
        document.write_text(client.read("/api/v1/openapi.json"))
        configuration = Path(folder) / "schemathesis.toml"
        configuration.write_text(
            CONFIGURATION.format(base=base, seconds=seconds, session=session, token=token, more=known(client) + "\n" + DAYS))
        command = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "--no-color", "--config-file", configuration, "run", document]
        run = subprocess.run([*command, "--exclude-checks", ",".join(LEFT_OUT)], cwd=folder, capture_output=True, text=True)
    print(run.stdout, run.stderr)
    return run.returncode


if __name__ == "__main__":
    sys.exit(main())
