"""Places of the demonstration district that suggestions are about, by township code: invented names."""

from __future__ import annotations

TOWNS = {
    "601": {
        "works": ["船厂家属院"],
        "road": ["江湾路", "滨江东路", "码头街", "船厂路"],
        "estate": ["江湾花园", "望江苑", "船厂新村", "滨江一号小区"],
        "community": ["江湾社区", "码头社区", "临江社区"],
        "school": ["江湾小学", "江湾中学"],
    },
    "602": {
        "works": ["纺织厂家属院"],
        "road": ["石桥正街", "石桥支路", "建设路", "纺织路"],
        "estate": ["石桥新村", "纺织小区", "建设苑", "桂花园小区"],
        "community": ["石桥社区", "纺织社区", "桂花园社区"],
        "school": ["石桥小学", "建设路小学"],
    },
    "603": {
        "works": ["建新机械厂家属院"],
        "road": ["观音桥北路", "洋河路", "朝阳街", "建新路"],
        "estate": ["朝阳小区", "洋河花园", "建新佳苑", "北路新居"],
        "community": ["朝阳社区", "洋河社区", "建新社区"],
        "school": ["观音桥小学", "朝阳中学"],
    },
    "604": {
        "works": ["石油公司家属院"],
        "road": ["大石坝正街", "石油路", "东原路", "前卫路"],
        "estate": ["石油小区", "东原香山苑", "前卫小区", "大石坝安置小区"],
        "community": ["石油社区", "前卫社区", "东原社区"],
        "school": ["大石坝小学", "前卫路中学"],
    },
    "605": {
        "road": ["五里路", "五里支路", "红石路", "松树桥街"],
        "estate": ["五里新苑", "红石小区", "松树桥小区", "锦绣里小区"],
        "community": ["五里社区", "红石社区", "松树桥社区"],
        "school": ["五里小学", "红石路小学"],
    },
    "606": {
        "works": ["寸滩港务家属院"],
        "road": ["寸滩老街", "海尔路", "港城路", "兰溪路"],
        "estate": ["寸滩安居小区", "港城嘉园", "兰溪小区", "海润佳园"],
        "community": ["寸滩社区", "港城社区", "兰溪社区"],
        "school": ["寸滩小学", "港城中学"],
    },
    "607": {
        "works": ["机修厂家属院"],
        "road": ["铁山路", "铁山横街", "唐家沱路", "机修厂路"],
        "estate": ["铁山小区", "机修厂新村", "唐家沱新村", "铁山佳苑"],
        "community": ["铁山社区", "唐家沱社区", "机修厂社区"],
        "school": ["铁山小学", "唐家沱小学"],
    },
    "608": {
        "road": ["郭家镇正街"],
        "estate": ["郭家镇供销社小区"],
        "community": ["郭家场社区"],
        "village": ["郭家镇白云村", "郭家镇柏林村", "郭家镇双石村", "郭家镇大河村"],
        "school": ["郭家镇中心小学"],
    },
    "609": {
        "road": ["复盛镇老街"],
        "estate": ["复盛镇老街小区"],
        "community": ["复盛场社区"],
        "village": ["复盛镇正街村", "复盛镇华山村", "复盛镇梨坪村", "复盛镇龙井村"],
        "school": ["复盛镇中心小学"],
    },
    "610": {
        "works": ["鱼嘴镇水泥厂家属院"],
        "road": ["鱼嘴镇东风路"],
        "estate": ["鱼嘴镇和韵家园"],
        "community": ["鱼嘴场社区"],
        "village": ["鱼嘴镇双溪村", "鱼嘴镇井池村", "鱼嘴镇果园村", "鱼嘴镇长寿岩村"],
        "school": ["鱼嘴镇实验小学"],
    },
    "611": {
        "road": ["五宝镇场口老街"],
        "estate": ["五宝镇粮站小区"],
        "community": ["五宝场社区"],
        "village": ["五宝镇干坝村", "五宝镇大树村", "五宝镇三家村", "五宝镇马井村"],
        "school": ["五宝镇中心小学"],
    },
    "612": {
        "road": ["清溪乡场镇老街"],
        "estate": [],
        "community": ["清溪场社区"],
        "village": ["清溪乡清溪村", "清溪乡青杠村", "清溪乡茶园村", "清溪乡石门村"],
        "school": ["清溪乡中心小学"],
    },
}
"""Township code → kind of place → names."""


def places(kind: str, names: dict[str, str]) -> list[tuple[str, str]]:
    """Return every (township code, place) of a kind; for ``town`` the townships themselves, by ``names``."""
    if kind == "town":
        return [(code, names[code]) for code in TOWNS]
    return [(code, place) for code, kinds in TOWNS.items() for place in kinds.get(kind, [])]
