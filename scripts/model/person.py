"""Person: words in a free text that point at a single citizen, which no page may carry."""

from __future__ import annotations

import re

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "廖石贾韦夏付邹熊孟秦阎薛侯雷龙史陶贺顾毛郝龚邵钱严覃武戴莫孔汤"
)
_POLITE = "先生|女士|小姐|大爷|大妈|大叔|大伯|大婶|大姐|大哥|阿姨|奶奶|爷爷|婆婆|老汉|师傅"
_CALLED = "村民|居民|群众|渔民|农户|业主|户主|住户|市民|选民|家长|商户"
_SAID = "反映|提出|来访|来站|称|说|诉|家中|家里|家的|一家|一户|等人"
_FORMS = (
    re.compile(rf"[{_SURNAMES}]某"),
    re.compile(rf"[{_SURNAMES}](?:{_POLITE})"),
    re.compile(rf"(?:{_CALLED})[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?={_SAID})"),
)


def named(text: str | None) -> str:
    """Return the words that point at one citizen (张某, 李大爷, 村民王小明反映), or empty when there are none.

    Numbers of identity cards and telephones are refused before, for every report alike; names cannot be told from
    words with certainty, so only forms that hardly ever mean anything else are found.

    >>> named("村民王小明反映路灯不亮"), named("李大爷家门口积水"), named("居民反映路灯不亮"), named(None)
    ('村民王小明', '李大爷', '', '')
    """
    for form in _FORMS:
        found = form.search(text or "")
        if found is not None:
            return found[0]
    return ""
