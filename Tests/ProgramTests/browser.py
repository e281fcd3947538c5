# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0
"""Does in Debian's chromium what a person does: one step for each argument, in order.

  open=URL        opens a page, and waits until it has loaded
  press=NAME      moves the mouse to the control of that name, and presses it
  key=NAME        goes from one control to the next by Tab until the one of that name, and presses Enter
  loaded          waits until what was pressed last has brought a page
  text            prints what the page says, and a form feed behind it
  shot=FILE       writes all of the page as PNG
  size=WxH        the window, in CSS pixels; below 600 wide a phone's
  scheme=NAME     light or dark, as the system's setting would say

Controls are buttons, links and what opens and closes; they are found by the name that a screen reader is told. Scripts of
pages do not run. Anything that can't be done, or takes more than 20 seconds, ends it with 1.
"""
import base64
import fcntl
import json
import os
import select
import shutil
import sys
import tempfile
import time


class Browser:
    """A browser that is spoken to by the DevTools protocol over two pipes, and so listens on no port."""

    roles = {"button", "link", "DisclosureTriangle"}

    def __init__(self, folder):
        commands, self.commands = os.pipe()
        self.answers, answers = os.pipe()
        # As 3 and 4 the program wants them; what comes from pipe(2) may have these very numbers.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (commands, answers)]
        words = ["chromium", "--headless", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu",
                 "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
                 "--user-data-dir=" + folder, "about:blank"]
        if os.getuid() == 0:
            words.insert(1, "--no-sandbox")
        quiet = os.open(folder + "/log", os.O_WRONLY | os.O_CREAT, 0o600)
        self.process = os.posix_spawnp(
            "chromium", words, dict(os.environ, HOME=folder),
            file_actions=[(os.POSIX_SPAWN_DUP2, ends[0], 3), (os.POSIX_SPAWN_DUP2, ends[1], 4),
                          (os.POSIX_SPAWN_DUP2, quiet, 2)])
        for end in ends + [commands, answers, quiet]:
            os.close(end)
        self.buffer, self.events, self.number, self.session = b"", [], 0, None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable")
        self.call("Accessibility.enable")
        self.call("Emulation.setScriptExecutionDisabled", value=True)

    def receive(self):
        end = time.monotonic() + 20
        while b"\0" not in self.buffer:
            if not select.select([self.answers], [], [], max(0, end - time.monotonic()))[0]:
                sys.exit("browser: no answer in 20 seconds")
            piece = os.read(self.answers, 1 << 20)
            if not piece:
                sys.exit("browser: chromium ended")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        request = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            request["sessionId"] = self.session
        data = json.dumps(request).encode() + b"\0"
        while data:
            data = data[os.write(self.commands, data):]
        while True:
            message = self.receive()
            if message.get("id") == self.number:
                if "error" in message:
                    sys.exit(f"browser: {method}: {message['error']['message']}")
                return message["result"]
            self.events.append(message.get("method"))

    def loaded(self):
        """Waits until a page has loaded since the last call of this kind."""
        while "Page.loadEventFired" not in self.events:
            self.events.append(self.receive().get("method"))
        self.events.clear()

    def open(self, address):
        self.events.clear()
        fault = self.call("Page.navigate", url=address).get("errorText")
        if fault:
            sys.exit(f"browser: {address}: {fault}")
        self.loaded()

    def controls(self):
        """The names of all controls that can be seen, and which of them has the focus, by their nodes."""
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        return {node["backendDOMNodeId"]: (
                    node["name"]["value"],
                    any(about["name"] == "focused" and about["value"]["value"] for about in node["properties"]))
                for node in nodes if not node["ignored"] and node["role"]["value"] in self.roles}

    def find(self, name):
        found = [node for node, (its_name, _) in self.controls().items() if its_name == name]
        if len(found) != 1:
            sys.exit(f"browser: {len(found)} controls are named \"{name}\"")
        return found[0]

    def press(self, name):
        node = self.find(name)
        self.call("DOM.scrollIntoViewIfNeeded", backendNodeId=node)
        corners = self.call("DOM.getBoxModel", backendNodeId=node)["model"]["border"]
        place = {"x": sum(corners[0::2]) / 4, "y": sum(corners[1::2]) / 4}
        self.events.clear()
        self.call("Input.dispatchMouseEvent", type="mouseMoved", **place)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, button="left", clickCount=1, **place)

    def key(self, name):
        wanted = self.find(name)
        for _ in range(50):
            self.strike("Tab", 9)
            if self.controls()[wanted][1]:
                self.events.clear()
                self.strike("Enter", 13, text="\r")
                return
        sys.exit(f"browser: Tab does not lead to \"{name}\"")

    def strike(self, key, code, **more):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                      **(more if kind == "keyDown" else {}))

    def text(self):
        answer = self.call("Runtime.evaluate", expression="document.body.innerText", returnByValue=True)
        return answer["result"]["value"]

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=2 if width < 600 else 1, mobile=width < 600)

    def scheme(self, name):
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def shot(self, path):
        image = self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(image))

    def end(self):
        self.session = None
        self.call("Browser.close")
        os.waitpid(self.process, 0)


folder = tempfile.mkdtemp()
try:
    browser = Browser(folder)
    for step in sys.argv[1:]:
        name, _, value = step.partition("=")
        if name == "open":
            browser.open(value)
        elif name == "press":
            browser.press(value)
        elif name == "key":
            browser.key(value)
        elif name == "loaded":
            browser.loaded()
        elif name == "text":
            print(browser.text(), end="\f")
        elif name == "shot":
            browser.shot(value)
        elif name == "size":
            browser.size(*map(int, value.split("x")))
        elif name == "scheme":
            browser.scheme(value)
        else:
            sys.exit(f"browser: there is no step \"{step}\"")
    browser.end()
finally:
    shutil.rmtree(folder, ignore_errors=True)
