"""A real SMTP server for the tests, by aiosmtpd: it takes letters, or refuses them as it was told.

    server.py FOLDER [--tls CERTIFICATE KEY] [--user NAME PASSPHRASE] [--port N]

It prints its port and writes each letter it took to FOLDER/N.eml, whole, with who it was from and for in front. Before
each letter it reads FOLDER/answer: `451 …` or `550 …` is said to the recipient, `slow` takes the letter and does not say
so for a while, `hang` never says so.
"""
import argparse, asyncio, pathlib, ssl
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

options = argparse.ArgumentParser()
options.add_argument("folder", type=pathlib.Path)
options.add_argument("--tls", nargs=2)
options.add_argument("--user", nargs=2)
options.add_argument("--port", type=int, default=0)
given = options.parse_args()


def told():
    answer = given.folder / "answer"
    return answer.read_text().strip() if answer.exists() else ""


class Taker:
    def __init__(self):
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if told()[:1] in ("4", "5"):
            return told()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answer = told()
        if answer.startswith("data "):
            return answer[5:]
        self.count += 1
        head = f"X-From: {envelope.mail_from}\r\nX-To: {','.join(envelope.rcpt_tos)}\r\nX-TLS: {session.ssl is not None}\r\n"
        head += f"X-User: {session.auth_data.login.decode() if session.authenticated else ''}\r\nX-Greeting: {session.host_name}\r\n"
        file = given.folder / f"{self.count}.part"
        file.write_bytes(head.encode() + envelope.original_content)
        file.rename(given.folder / f"{self.count}.eml")
        if answer == "slow":
            await asyncio.sleep(2)
        if answer == "hang":
            await asyncio.sleep(600)
        return "250 taken"


def check(server, session, envelope, mechanism, data):
    right = isinstance(data, LoginPassword) and [data.login.decode(), data.password.decode()] == given.user
    # Not handled: the server itself says 535.
    return AuthResult(success=right, handled=right, auth_data=data if right else None)


async def main():
    handler = Taker()
    # A number that was taken before this start stays taken.
    handler.count = len(list(given.folder.glob("*.eml")))
    context = None
    if given.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*given.tls)
    how = dict(tls_context=context, require_starttls=bool(context), hostname="mail.example.gov")
    if given.user:
        how.update(authenticator=check, auth_required=True, auth_require_tls=bool(context))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, loop=loop, **how), "127.0.0.1", given.port)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
