package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
)

// version is the program's version as manifests, --version and the manual state it, and nothing else states it: CHANGELOG.md has it as its newest
// release, and .ci/release builds no other.
const version = "0.1.0"

// changedSource marks the build of a program whose source is not that of its revision.
const changedSource = "+changed"

// buildSource is what the program knows of the source that it was built from.
type buildSource struct {
	revision string // of the repository, with changedSource where it was changed; empty where it is not known
	date     string // of the revision, RFC 3339 in UTC
	module   string // version of the module, where it was built from a module proxy
}

func builtFrom() buildSource {
	var p buildSource
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return p
	}
	changed := ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			p.revision = s.Value
		case s.Key == "vcs.time":
			p.date = s.Value
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = changedSource
		}
	}
	p.revision += changed
	if v := info.Main.Version; v != "(devel)" {
		p.module = v
	}
	return p
}

// build is the revision that the program was built from, where that is known.
func build() string { return builtFrom().revision }

// about is what --version prints after the name.
func (p buildSource) about() string {
	var b strings.Builder
	fmt.Fprintf(&b, "jamlik %s\n", version)
	switch {
	case p.revision != "":
		fmt.Fprintf(&b, "commit %s", p.revision)
		if p.date != "" {
			fmt.Fprintf(&b, " of %s", p.date)
		}
		b.WriteByte('\n')
	case p.module != "":
		fmt.Fprintf(&b, "module %s\n", p.module)
	default:
		b.WriteString("commit not known\n")
	}
	fmt.Fprintf(&b, "built with %s for %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return b.String()
}
