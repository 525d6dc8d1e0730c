"""HTTP to what a test has started on this machine, without TLS.

As `httpx2` has it, but for the world's certificate authorities: each call there reads them all
anew, which takes many times as long as a request over loopback.
"""

import ssl
from functools import partial

import httpx2

_TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

Client = partial(httpx2.Client, verify=_TRUSTS_NOBODY)
delete = partial(httpx2.delete, verify=_TRUSTS_NOBODY)
get = partial(httpx2.get, verify=_TRUSTS_NOBODY)
post = partial(httpx2.post, verify=_TRUSTS_NOBODY)
