#!/usr/bin/env python3
"""Runs time.Timer at the moment at which it expires, with the Go of this machine, and writes one recording.

    python3 test/record/record-go-timer.py test/recorded

Needs Go before 1.23: claim-go-timer-expired.json says what neither Stop nor Reset takes back there. Each row is one order of events,
brought about with channels and sleeps, and what came of it. Left out: orders that a program cannot bring about, such as
Stop between expiry and the send.
"""

import json
import os
import subprocess
import sys
import tempfile

PROGRAM = """package main

import (
	"fmt"
	"sync/atomic"
	"time"
)

const (
	hour  = time.Hour
	while = 100 * time.Millisecond
)

func got(t *time.Timer) string {
	select {
	case <-t.C:
		return "receives a value"
	case <-time.After(while):
		return "waits"
	}
}

func unread() *time.Timer { t := time.NewTimer(0); time.Sleep(while); return t }
func received() *time.Timer { t := time.NewTimer(0); <-t.C; return t }

func say(order string, did bool, then string) { fmt.Printf("%s\\t%v\\t%s\\n", order, did, then) }

func main() {
	t := unread()
	say("expire, Stop, receive", t.Stop(), got(t))
	t = unread()
	say("expire, Reset, receive", t.Reset(hour), got(t))
	t = received()
	say("expire, receive, Stop, drain", t.Stop(), got(t))
	t = received()
	say("expire, receive, Reset, receive", t.Reset(hour), got(t))

	var runs int32
	f := time.AfterFunc(0, func() { atomic.AddInt32(&runs, 1) })
	time.Sleep(while)
	did := f.Reset(0)
	time.Sleep(while)
	say("AfterFunc: expire, Reset, expire", did, fmt.Sprintf("f runs %d times", atomic.LoadInt32(&runs)))

	safeReset()
}

// The article's SafeReset, called while the goroutine of the old timer holds its value.
func safeReset() {
	var ended int32
	holds, goOn := make(chan bool), make(chan bool)
	t := time.NewTimer(0)
	go func() { <-t.C; holds <- true; <-goOn; atomic.AddInt32(&ended, 1) }()
	<-holds
	did := t.Stop()
	if did {
		t.Reset(0)
	} else {
		t = time.NewTimer(0)
		go func() { <-t.C; atomic.AddInt32(&ended, 1) }()
	}
	goOn <- true
	time.Sleep(while)
	say("SafeReset: expire, receive, Stop, NewTimer", did, fmt.Sprintf("ends %d times", atomic.LoadInt32(&ended)))
}
"""


def run_go(program):
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "main.go")
        with open(path, "w") as file:
            file.write(program)
        return subprocess.run(["go", "run", path], check=True, capture_output=True, text=True).stdout


def main():
    rows = [line.split("\t") for line in run_go(PROGRAM).splitlines()]
    recording = {
        "id": "claim-go-timer-expired",
        "kernel": os.uname().release,
        "library": "Go time",
        "version": subprocess.run(["go", "env", "GOVERSION"], check=True, capture_output=True, text=True).stdout.strip(),
        "atomicWriter": None,
        "note": "what a timer that has expired brings after Stop, Reset and a drain",
        "rows": [{"order": order, "returns": did == "true", "then": then} for order, did, then in rows],
        "mount": None,
        "watch": None,
        "ops": None,
        "raw": None,
        "events": None,
    }
    with open(os.path.join(sys.argv[1], "claim-go-timer-expired.json"), "w") as file:
        json.dump(recording, file, indent=1)
        file.write("\n")


main()
