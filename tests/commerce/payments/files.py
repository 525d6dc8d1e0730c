"""Files as banks write them, with what a test puts in."""

from decimal import Decimal
from typing import Any


def camt(*entries: str, version: str = "02", account: str = "SE4550000000058398257466") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}">
 <BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt>
  <Acct><Id><IBAN>{account}</IBAN></Id><Ccy>SEK</Ccy></Acct>
  {"".join(entries)}
 </Stmt></BkToCstmrStmt>
</Document>""".encode()


def payment(amount: str, reference: str = "", **given: Any) -> str:
    """TxDtls; `own` is the bank's name of it, `text` what is written freely."""
    given = {"own": "", "text": "", "name": "Åsa Öberg", "currency": "SEK", "way": ""} | given
    way = f"<CdtDbtInd>{given['way']}</CdtDbtInd>" if given["way"] else ""
    refs = f"<Refs><AcctSvcrRef>{given['own']}</AcctSvcrRef></Refs>" if given["own"] else ""
    structured = f"<Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd>"
    free = f"<Ustrd>{given['text']}</Ustrd>" if given["text"] else ""
    return f"""<TxDtls>{refs}{way}
 <AmtDtls><TxAmt><Amt Ccy="{given["currency"]}">{amount}</Amt></TxAmt></AmtDtls>
 <RltdPties><Dbtr><Nm>{given["name"]}</Nm></Dbtr></RltdPties>
 <RmtInf>{free}{structured if reference else ""}</RmtInf></TxDtls>"""


def entry(*payments: str, sum_: str = "0.00", **given: Any) -> str:
    """Ntry. Without payments it is one of its own."""
    given = {"way": "CRDT", "status": "BOOK", "day": "2026-11-20", "own": "", "extra": ""} | given
    own = f"<AcctSvcrRef>{given['own']}</AcctSvcrRef>" if given["own"] else ""
    details = f"<NtryDtls>{''.join(payments)}</NtryDtls>" if payments else ""
    return f"""<Ntry><Amt Ccy="SEK">{sum_}</Amt>
 <CdtDbtInd>{given["way"]}</CdtDbtInd>{given["extra"]}<Sts>{given["status"]}</Sts><BookgDt><Dt>{given["day"]}</Dt></BookgDt>{own}{details}</Ntry>"""


def bgmax(
    *payments: tuple[str, str],
    day: str = "20261120",
    numbered: bool = True,
    bankgiro: str = "50501055",
) -> bytes:
    """Each payment is its reference and its amount. Swedish letters in the payers' names."""
    lines = ["01BGMAX               0120261120173035010331P", f"05{bankgiro:0>10}          SEK"]
    for position, (reference, amount) in enumerate(payments, start=1):
        ore = int(Decimal(amount) * 100)
        number = f"{position:012d}" if numbered else " " * 12
        lines.append(f"20{'0' * 10}{reference:>25}{ore:018d}24{number}0")
        lines.append("26Åsa Öberg")
        lines.append("27Lillgatan 2                        35230")
    total = sum(int(Decimal(amount) * 100) for _reference, amount in payments)
    lines.append(f"15{'0' * 35}{day}00036{total:018d}SEK{len(payments):08d}")
    lines.append(f"70{len(payments):08d}{0:08d}{0:08d}{1:08d}")
    return "\r\n".join(each.ljust(80) for each in lines).encode("iso-8859-1") + b"\r\n"
