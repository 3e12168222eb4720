#!/usr/bin/python3 -B
"""A courier that does what a test tells it, in place of renewd-courier.

The file named by COURIER_SCRIPT holds one word; COURIER_STARTS is a file that gets a line for each
start. Words: die, refuse, mute, garbage, deaf (takes a job and never answers), crash (takes a job
and ends), twice (answers twice), again (says twice that it is ready), last (answers, in the moment in which it
ends, when the word has become send), send.
"""

import json
import os
import socket
import struct
import sys
import time


class Courier:
    def __init__(self):
        self.socket = socket.socket(fileno=0)
        self.buffer = b""

    def say(self, kind, payload=None):
        body = b"" if payload is None else json.dumps(payload).encode()
        self.socket.sendall(struct.pack(">I", len(body)) + kind + body)

    def verdict(self, job):
        self.say(b"V", {"id": job["id"], "class": "sent", "code": 0, "text": "as the script says",
                        "retry_after_ms": -1, "tell_keeper": False})

    def read(self, length):
        while len(self.buffer) < length:
            piece = self.socket.recv(65536)
            if not piece:
                sys.exit(0)
            self.buffer += piece
        piece, self.buffer = self.buffer[:length], self.buffer[length:]
        return piece

    def frame(self):
        header = self.read(5)
        return json.loads(self.read(struct.unpack(">I", header[:4])[0]))


def note(line):
    with open(os.environ["COURIER_STARTS"], "a", encoding="utf-8") as starts:
        starts.write(f"{line}\n")


def read_word():
    with open(os.environ["COURIER_SCRIPT"], encoding="utf-8") as script:
        return script.read().strip()


def main():
    note(f"start {os.getpid()}")
    word = read_word()
    if word == "die":
        sys.exit(7)
    courier = Courier()
    courier.frame()
    if word == "refuse":
        courier.say(b"E", {"text": "the password is missing"})
        time.sleep(3600)  # and does not end, as it should
    if word == "mute":
        time.sleep(3600)
    if word == "garbage":
        courier.socket.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        time.sleep(3600)
    courier.say(b"R")
    while True:
        job = courier.frame()
        if word == "again":
            courier.say(b"R")
        if word in ("deaf", "again"):
            time.sleep(3600)
        if word == "crash":
            sys.exit(9)
        if word == "last":
            note("job")
            while read_word() != "send":
                time.sleep(0.05)
        courier.verdict(job)
        if word == "twice":
            courier.verdict(job)
        if word == "last":
            os._exit(0)


main()
