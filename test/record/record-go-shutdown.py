#!/usr/bin/env python3
"""What stops a Go service, on this machine: SIGTERM with and without a handler, as PID 1 and below a shell; Shutdown; contexts.

    sudo python3 test/record/record-go-shutdown.py test/recorded

Needs Linux, root (PID namespaces) and Go. Writes claim-go-shutdown.json. Left out: other Go releases.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time

SHUTDOWN = """package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"
)

func tell(call string, outcome any) { fmt.Printf("%s\\t%v\\n", call, outcome) }

func main() {
	begun, cancelled := make(chan bool), false
	handler := func(w http.ResponseWriter, r *http.Request) {
		close(begun)
		select {
		case <-r.Context().Done():
			cancelled = true
		case <-time.After(400 * time.Millisecond):
		}
		io.WriteString(w, "answered")
	}
	listener, _ := net.Listen("tcp", "127.0.0.1:0")
	server := &http.Server{Handler: http.HandlerFunc(handler)}
	url := "http://" + listener.Addr().String()
	served, answer, down := make(chan error), make(chan string), make(chan error)
	go func() { served <- server.Serve(listener) }()
	go func() {
		response, err := http.Get(url)
		if err != nil { answer <- err.Error(); return }
		body, _ := io.ReadAll(response.Body)
		answer <- string(body)
	}()
	<-begun
	ctx, stop := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer stop()
	go func() { down <- server.Shutdown(ctx) }()
	tell("Serve, once Shutdown is called", <-served)
	_, err := http.Get(url)
	tell("a new connection during Shutdown is refused", errors.Is(err, syscall.ECONNREFUSED))
	tell("Shutdown, when its context is done before the handler", <-down)
	tell("the request in flight", <-answer)
	tell("its context was cancelled", cancelled)
	again, _ := net.Listen("tcp", "127.0.0.1:0")
	tell("Serve after Shutdown", server.Serve(again))
	unused, _ := context.WithTimeout(context.Background(), 50*time.Millisecond)
	<-unused.Done()
	tell("context.WithTimeout that nobody cancels, when its time is up", unused.Err())
}
"""

WAITING = """package main

import ("fmt"; "os"; "os/signal"; "syscall"; "time")

func main() {
	if len(os.Args) > 1 {
		heard := make(chan os.Signal, 1)
		signal.Notify(heard, syscall.SIGTERM)
		go func() { <-heard; os.Exit(7) }()
	}
	fmt.Println("ready")
	time.Sleep(3 * time.Second)
}
"""


def go(*arguments, **options):
    return subprocess.run(["go", *arguments], check=True, capture_output=True, text=True, **options).stdout


def built(folder, name, source):
    with open(os.path.join(folder, name + ".go"), "w", encoding="utf-8") as file:
        file.write(source)
    go("build", "-o", name, name + ".go", cwd=folder)
    return os.path.join(folder, name)


def first_below(pid):
    """The process that unshare has forked: PID 1 of the new namespace."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="utf-8") as file:
        return int(file.read().split()[0])


def after_sigterm(command):
    """Runs the command as PID 1, sends it SIGTERM, and says how it ended."""
    inside = ["unshare", "--fork", "--pid", "--kill-child", *command]
    with subprocess.Popen(inside, stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        time.sleep(0.2)
        os.kill(first_below(process.pid), signal.SIGTERM)
        try:
            return f"exits with status {process.wait(timeout=2)}"
        except subprocess.TimeoutExpired:
            process.kill()
            return "still runs after 2 s"


def rows():
    with tempfile.TemporaryDirectory() as folder:
        lines = go("run", built(folder, "shutdown", SHUTDOWN) + ".go", cwd=folder).splitlines()
        waiting = built(folder, "waiting", WAITING)
        told = [dict(zip(("call", "outcome"), line.split("\t"))) for line in lines]
        return told + [
            {"call": "SIGTERM to PID 1 without signal.Notify", "outcome": after_sigterm([waiting])},
            {"call": "SIGTERM to PID 1 with signal.Notify", "outcome": after_sigterm([waiting, "notify"])},
            {
                "call": "SIGTERM to PID 1, a shell with that program below it",
                "outcome": after_sigterm(["sh", "-c", f"{waiting} notify; true"]),
            },
        ]


if __name__ == "__main__":
    [target] = sys.argv[1:]
    recording = {
        "id": "claim-go-shutdown",
        "kernel": os.uname().release,
        "library": "Go net/http, context, os/signal",
        "version": go("env", "GOVERSION").strip(),
        "atomicWriter": None,
        "note": "claim: Shutdown finishes what is active; cancelling the old context on a reload is graceful",
        "rows": rows(),
        **dict.fromkeys(("mount", "watch", "ops", "raw", "events")),
    }
    with open(os.path.join(target, recording["id"] + ".json"), "w", encoding="utf-8") as file:
        json.dump(recording, file, indent=1)
        file.write("\n")
