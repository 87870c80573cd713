"""llms.txt: where programs, and models that answer questions, find the figures and how to quote them rightly."""

from __future__ import annotations

from scripts.publish.site import Site

RULES = (
    "每个数字引用时写明数据截至日期、分母和来源；figures.json 里每个数字的 quote 是写好的引述句，可以照抄。",
    "status 是“现行”的才引用；“已修订”“已更正”的，now 是现在的数，now_address 是它的地址；“已撤回”的不能引用。",
    "value 是精确值，写成文字，不要再四舍五入；value 为 null 是没有数，原因在 missing，不是零。",
    "百分比和百分点不能混用；分母不同的比率不能相比。",
    "同一时期以版本号（r1、r2）最大的一版为准；带版本号的网址内容不变。",
)


def text(site: Site) -> bytes:
    """Return ``llms.txt``: the form of llmstxt.org, in Chinese."""
    base = str(site.settings["url"]).rstrip("/")
    lines = [f"# {site.settings['name']}", "", f"> {site.settings['lead']}", ""]
    if site.settings["demonstration"]:
        lines += [f"注意：{site.settings['notice']}", ""]
    lines += [f"- {rule}" for rule in RULES]
    lines += [
        "",
        "## 数据",
        "",
        f"- [全部数字]({base}/figures.jsonl)：一行一个数字，JSON；地址、精确值、单位、分母、算法、出处、状态",
        f"- [全部图]({base}/charts.jsonl)：一行一张图，JSON；地址、说明、图片和数据文件",
        f"- [目录]({base}/catalog.jsonld)：DCAT 3，每份数据的文件和校验值",
        f"- [数据字典]({base}/data/)：每份报告有哪些列，各是什么意思",
        f"- [更正与修订]({base}/corrections/)：公开以后改过的数字，[订阅]({base}/feeds/corrections.xml)",
        f"- [引述核对]({base}/quote-check/)：一句话里的数字与公开的是否一致",
        f"- [口径与方法]({base}/methods/)",
        f"- [如何核验]({base}/verify/)",
        f"- [清单]({base}/manifest.json)：每个文件的校验值；[台账]({base}/ledger.jsonl)：每次批准",
        "",
        "每次公开的网址是 /类别/报告/时期/r版本/，其下有 data.csv、figures.json、datapackage.json、approval.json、"
        "release.zip。",
    ]
    for kind, settings in site.kinds.items():
        series = [name for name in site.series if name.startswith(f"{kind}/")]
        if not series:
            continue
        lines += ["", f"## {settings['title']}", ""]
        for name in series:
            latest = site.latest(name)
            newest = f"；最近一期[{latest.title}]({base}{latest.address}figures.json)" if latest else ""
            lines.append(f"- [{site.rooms[name]['title']}]({base}/{name}/)：{site.rooms[name]['question']}{newest}")
    return ("\n".join(lines) + "\n").encode()
