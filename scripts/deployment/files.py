"""Files: what a target needs on its server besides the sites, each ready to be copied to its place."""

from __future__ import annotations

import shlex
from pathlib import Path

from scripts.deployment.target import Target

HOOK = """\
#!/bin/sh
# Written by `portal deploy init`: runs the program of this server, never the one that is being pushed.
{command}
"""
NGINX = """\
# 先发布一次，再复制这几个文件（请复制，不要直接引用：网页文件夹不应能改服务器的配置）：
#   cp {current}/nginx-headers.conf /etc/nginx/conf.d/gongkai-headers.conf
#   cp {current}/nginx-server.conf /etc/nginx/snippets/gongkai.conf
#   cp {here}/nginx.conf /etc/nginx/sites-enabled/gongkai.conf
#   nginx -t && systemctl reload nginx
server {{
    listen 80;
    server_name {name};
    root {current};
    include snippets/gongkai.conf;
    # 发布前打开的网页还要用上一次网站的样式和程序：名称由内容决定，新网站里没有的，到那里找。
    location /theme/ {{
        try_files $uri @before;
    }}
    location @before {{
        root {before};
    }}
}}
"""
CADDY = """\
# 先发布一次，再复制（请复制，不要直接引用：网页文件夹不应能改服务器的配置）：
#   cp {current}/gongkai.caddyfile /etc/caddy/gongkai.caddyfile
#   cp {here}/Caddyfile /etc/caddy/Caddyfile && systemctl reload caddy
import gongkai.caddyfile
{name} {{
	root * {current}
	# 发布前打开的网页还要用上一次网站的样式和程序：名称由内容决定，新网站里没有的，到那里找。
	@before {{
		path /theme/*.*
		not file {{
			root {current}
			try_files {{path}}
		}}
		file {{
			root {before}
			try_files {{path}}
		}}
	}}
	root @before {before}
	import gongkai
}}
"""
SERVICE = """\
# 复制到 /etc/systemd/system/，再运行：systemctl enable --now gongkai-refresh.timer
[Unit]
Description=公开到了时间的内容

[Service]
Type=oneshot
User={user}
ExecStart={command}
"""
TIMER = """\
[Unit]
Description=每五分钟看一次有没有到公开时间的内容

[Timer]
OnCalendar=*:0/5
Persistent=true

[Install]
WantedBy=timers.target
"""


def command(target: Target, *words: str) -> str:
    """Return a line for a shell that runs ``portal deploy WORDS TARGET`` with the installed program."""
    settings = target.settings
    portal = [settings.python, "-P", "-m", "scripts", "deploy", *words, str(target.root)]
    return shlex.join(["env", "PYTHONUTF8=1", f"PYTHONPATH={settings.program}", *portal])


def cron(target: Target) -> str:
    """Return the line of a crontab that does what the timer does."""
    return f"*/5 * * * * {command(target, 'refresh')} --quiet"


def write(target: Target, user: str) -> Path:
    """Write the hooks and the settings for web server and timer; return the folder of the latter."""
    hooks = target.repository / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("pre-receive", "post-receive"):
        path = hooks / name
        path.write_text(HOOK.format(command=f"exec {command(target, name)}"), encoding="utf-8", newline="\n")
        path.chmod(0o755)
    here = target.root / "server"
    here.mkdir(exist_ok=True)
    name = target.settings.url.partition("://")[2].partition("/")[0]
    said = {"current": target.current, "before": target.before, "here": here}
    texts = {
        "nginx.conf": NGINX.format(name=name or "_", **said),
        "Caddyfile": CADDY.format(name=name or ":80", **said),
        "gongkai-refresh.service": SERVICE.format(
            user=user, command="/usr/bin/" + command(target, "refresh", "--quiet")
        ),
        "gongkai-refresh.timer": TIMER,
        "crontab": f"# crontab -e，加上这一行；与 systemd 的两个文件二选一\n{cron(target)}\n",
    }
    for file, text in texts.items():
        (here / file).write_text(text, encoding="utf-8", newline="\n")
    return here
