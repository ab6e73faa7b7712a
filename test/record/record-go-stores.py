#!/usr/bin/env python3
"""Reloads a configuration of two values while requests read it, once for each store, and writes one recording.

    python3 test/record/record-go-stores.py test/recorded

Needs Go with the race detector (gcc), and two CPUs. claim-go-stores.json, for each store and each way of reading: how many
requests saw values of two versions in a second, how the program ended, and whether the race detector reported in any of
twenty shorter runs (it sees what a run does, and misses some). Left out: the inside of sync.Map. A row with none proves
nothing by itself; the model says why.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

STORES = ["struct", "map", "map-mutex", "sync-map", "rwmutex", "atomic-pointer"]
READS = ["each", "snapshot"]
RACE_RUNS = 20

PROGRAM = """package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

type config struct{ discount, quota int }

var (
	inPlace config
	plain   = map[string]int{"discount": 1, "quota": 1}
	mu      sync.Mutex
	rw      sync.RWMutex
	sm      sync.Map
	pointer atomic.Pointer[config]
)

func one(l sync.Locker, key string) int { l.Lock(); defer l.Unlock(); return plain[key] }

func both(l sync.Locker) (int, int) { l.Lock(); defer l.Unlock(); return plain["discount"], plain["quota"] }

func write(l sync.Locker, v int) { l.Lock(); plain["discount"] = v; plain["quota"] = v; l.Unlock() }

func load(key string) int { v, _ := sm.Load(key); return v.(int) }

func ranged() (d, q int) {
	sm.Range(func(k, v any) bool {
		if k == "discount" { d = v.(int) } else { q = v.(int) }
		return true
	})
	return
}

func reload(store string, v int) {
	switch store {
	case "struct":
		inPlace.discount = v
		inPlace.quota = v
	case "map":
		plain["discount"] = v
		plain["quota"] = v
	case "map-mutex":
		write(&mu, v)
	case "rwmutex":
		write(&rw, v)
	case "sync-map":
		sm.Store("discount", v)
		sm.Store("quota", v)
	case "atomic-pointer":
		pointer.Store(&config{v, v})
	}
}

func request(store string) (int, int) {
	switch store {
	case "struct/each":
		d := inPlace.discount
		return d, inPlace.quota
	case "struct/snapshot":
		c := inPlace
		return c.discount, c.quota
	case "map/each":
		d := plain["discount"]
		return d, plain["quota"]
	case "map/snapshot":
		c := map[string]int{}
		for k, v := range plain { c[k] = v }
		return c["discount"], c["quota"]
	case "map-mutex/each":
		return one(&mu, "discount"), one(&mu, "quota")
	case "map-mutex/snapshot":
		return both(&mu)
	case "rwmutex/each":
		return one(rw.RLocker(), "discount"), one(rw.RLocker(), "quota")
	case "rwmutex/snapshot":
		return both(rw.RLocker())
	case "sync-map/each":
		return load("discount"), load("quota")
	case "sync-map/snapshot":
		return ranged()
	case "atomic-pointer/each":
		return pointer.Load().discount, pointer.Load().quota
	}
	c := pointer.Load()
	return c.discount, c.quota
}

func main() {
	store, reads := os.Args[1], os.Args[2]
	reload(store, 1)
	go func() {
		for v := 2; ; v++ {
			reload(store, v)
			if v%64 == 0 { runtime.Gosched() }
		}
	}()
	requests, torn := 0, 0
	lasts, _ := time.ParseDuration(os.Args[3])
	for end := time.Now().Add(lasts); time.Now().Before(end); {
		for i := 0; i < 1000; i++ {
			if d, q := request(store + "/" + reads); d != q { torn++ }
			requests++
		}
	}
	fmt.Printf("%d %d", requests, torn)
}
"""


def built(directory, *flags):
    source, binary = os.path.join(directory, "main.go"), os.path.join(directory, "stores" + "".join(flags))
    with open(source, "w") as file:
        file.write(PROGRAM)
    subprocess.run(["go", "build", *flags, "-o", binary, source], check=True)
    return binary


def row(plain, race, store, reads):
    ran = subprocess.run([plain, store, reads, "1s"], capture_output=True, text=True)
    fatal = re.search(r"^fatal error: .*$", ran.stderr, re.MULTILINE)
    counted = [None, None] if fatal else [int(count) for count in ran.stdout.split()]
    return {
        "store": store,
        "reads": reads,
        "requests": counted[0],
        "torn": counted[1],
        "fatal": fatal.group(0) if fatal else None,
        "race": any(reports_race(race, store, reads) for _ in range(RACE_RUNS)),
    }


def reports_race(race, store, reads):
    ran = subprocess.run([race, store, reads, "200ms"], capture_output=True, text=True)
    return "WARNING: DATA RACE" in ran.stderr


def main():
    with tempfile.TemporaryDirectory() as directory:
        plain, race = built(directory), built(directory, "-race")
        rows = [row(plain, race, store, reads) for store in STORES for reads in READS]
    recording = {
        "id": "claim-go-stores",
        "kernel": os.uname().release,
        "library": "Go runtime",
        "version": subprocess.run(["go", "env", "GOVERSION"], check=True, capture_output=True, text=True).stdout.strip(),
        "atomicWriter": None,
        "note": "one goroutine reloads, one takes two values, a second long; and shorter ones with -race",
        "rows": rows,
        "mount": None,
        "watch": None,
        "ops": None,
        "raw": None,
        "events": None,
    }
    with open(os.path.join(sys.argv[1], "claim-go-stores.json"), "w") as file:
        json.dump(recording, file, indent=1)
        file.write("\n")


main()
