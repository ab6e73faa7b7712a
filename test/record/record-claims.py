#!/usr/bin/env python3
"""Puts claims about the kernel and about Go to the test on this machine, and writes one recording for each.

    sudo python3 test/record/record-claims.py test/recorded

Needs Linux, root (tracefs is mounted in a namespace of its own) and Go with its sources. claim-tracepoints.json: the
tracepoints that the running kernel has. claim-go-timer.json: what Stop and Reset do to a timer that has expired or was
stopped. claim-go-sync-map.json: where sync.Map's Load takes its lock. Left out: other kernels and other Go releases.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

TRACEFS = """
import os, subprocess, sys
os.makedirs(sys.argv[1], exist_ok=True)
subprocess.run(["mount", "-t", "tracefs", "nodev", sys.argv[1]], check=True)
sys.stdout.write(open(sys.argv[1] + "/available_events").read())
"""

TIMER = """package main

import ("fmt"; "time")

func try(name string, do func() bool) {
	defer func() {
		if r := recover(); r != nil { fmt.Printf("%s\\tpanic: %v\\n", name, r) }
	}()
	fmt.Printf("%s\\treturns %v\\n", name, do())
}

func main() {
	fired := func() *time.Timer { t := time.NewTimer(0); <-t.C; return t }
	unread := func() *time.Timer { t := time.NewTimer(0); time.Sleep(50 * time.Millisecond); return t }
	stopped := func() *time.Timer { t := time.NewTimer(time.Hour); t.Stop(); return t }
	try("Reset of a timer that runs", func() bool { return time.NewTimer(time.Hour).Reset(time.Hour) })
	try("Reset of a timer that was stopped", func() bool { return stopped().Reset(time.Hour) })
	try("Reset of a timer that has fired, its value received", func() bool { return fired().Reset(time.Hour) })
	try("Reset of a timer that has fired, its value unread", func() bool { return unread().Reset(time.Hour) })
	try("Stop of a timer that has fired", func() bool { return fired().Stop() })
	try("Stop of a timer that was stopped", func() bool { return stopped().Stop() })
	try("Reset of a Timer{} that NewTimer did not make", func() bool { return (&time.Timer{}).Reset(time.Hour) })
}
"""


def write(folder, name, document):
    blank = {"library": None, "version": None, "atomicWriter": None}
    unused = {"mount": None, "watch": None, "ops": None, "raw": None, "events": None}
    recording = {"id": name, "kernel": os.uname().release, **blank, **document, **unused}
    with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
        json.dump(recording, file, indent=1)
        file.write("\n")


def tracepoints():
    with tempfile.TemporaryDirectory() as place:
        run = ["unshare", "-m", sys.executable, "-c", TRACEFS, os.path.join(place, "tracing")]
        events = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()
    found = [event for event in events if re.search("k8s|kube|configmap", event, re.IGNORECASE)]
    useful = ["syscalls:sys_enter_rename", "syscalls:sys_enter_renameat2", "syscalls:sys_enter_inotify_add_watch"]
    return {
        "note": "claim: since kernel 5.15 there is a tracepoint k8s:configmap_update",
        "tracepoints": len(events),
        "subsystems": len({event.split(":")[0] for event in events}),
        "ofKubernetes": found,
        "ofAnUpdate": [event for event in useful if event in events],
    }


def go(*arguments, **options):
    return subprocess.run(["go", *arguments], check=True, capture_output=True, text=True, **options).stdout


def timer():
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "timer.go"), "w", encoding="utf-8") as file:
            file.write(TIMER)
        lines = go("run", "timer.go", cwd=folder).splitlines()
    sources = os.path.join(go("env", "GOROOT").strip(), "src")
    grep = subprocess.run(["grep", "-rlF", "timer already fired", sources], capture_output=True, text=True)
    return {
        "version": go("env", "GOVERSION").strip(),
        "library": "Go time",
        "note": "claim: Stop and Reset of a timer that has fired panic with 'timer already fired'",
        "rows": [dict(zip(("call", "outcome"), line.split("\t"))) for line in lines],
        "filesOfGoWithThatText": grep.stdout.split(),
    }


def sync_map():
    source = os.path.join(go("env", "GOROOT").strip(), "src", "sync", "map.go")
    with open(source, encoding="utf-8") as file:
        load = re.search(r"^func \(m \*Map\) Load\(.*?^}", file.read(), re.DOTALL | re.MULTILINE).group(0)
    order = [line.strip() for line in load.splitlines() if re.match(r"\s*[^/]*(m\.read|m\.mu|m\.dirty|read\.m\[)", line)]
    return {
        "version": go("env", "GOVERSION").strip(),
        "library": "Go sync",
        "note": "claim: Load reads without a lock first, and under the lock when it does not find the key",
        "load": order,
    }


if __name__ == "__main__":
    [target] = sys.argv[1:]
    write(target, "claim-tracepoints", tracepoints())
    write(target, "claim-go-timer", timer())
    write(target, "claim-go-sync-map", sync_map())
