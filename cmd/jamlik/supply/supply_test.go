package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
)

func TestNoticeIsUpToDate(t *testing.T) {
	t.Setenv("GOPROXY", "off") // what is not in the module cache is not sought
	modules, err := linked(platforms)
	if err != nil {
		t.Skipf("not every module of every released platform is in the module cache (go mod download): %v", err)
	}
	got, err := os.ReadFile("../../../NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, notice(modules)) {
		t.Error("NOTICE is not what the linked modules are: go generate ./cmd/jamlik/supply")
	}
	texts, err := licences(modules)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range modules {
		if !bytes.Contains(texts, []byte("\n"+strings.TrimSpace(m.Path+" "+m.Version)+": ")) {
			t.Errorf("the licence texts lack %s", m.Path)
		}
	}
}

// TestLicencesAreTold reads sentences of licences that are in use, and of some that would not do.
func TestLicencesAreTold(t *testing.T) {
	for text, want := range map[string]string{
		"Apache License\n   Version 2.0, January 2004": "Apache-2.0",
		"Redistribution and use in source and binary\nforms ... Neither the name of Google Inc. nor the names of its contributors may be used to endorse or promote products": "BSD-3-Clause",
		"Redistribution and use in source and binary forms, with or without":                                                                                                  "BSD-2-Clause",
		"GNU GENERAL PUBLIC LICENSE Version 3": "GPL",
		"Mozilla Public License Version 2.0":   "MPL-2.0",
		"All rights reserved.":                 "",
	} {
		if got := strings.Join(recognised(text), " AND "); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{"GNU General Public License", "Mozilla Public License", "you may look at it"} {
		dir := t.TempDir()
		if err := os.WriteFile(dir+"/LICENSE", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if m := (&module{Path: "example.org/m", Dir: dir}); m.read() == nil {
			t.Errorf("a module under %q passes", text)
		}
	}
}

func TestBill(t *testing.T) {
	info := &debug.BuildInfo{
		GoVersion: "go1.26.8 X:nothing", Main: debug.Module{Path: "github.com/jamlik/jamlik", Version: "v1.2.3"},
		Deps:     []*debug.Module{{Path: "example.org/A/b", Version: "v1.0.0+incompatible", Sum: "h1:" + "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}},
		Settings: []debug.BuildSetting{{Key: "GOOS", Value: "linux"}, {Key: "-ldflags", Value: "-X secret=1"}},
	}
	known := []module{{Path: "std", Licence: "BSD-3-Clause"}, {Path: "example.org/A/b", Version: "v1.0.0+incompatible", Licence: "Apache-2.0 AND MIT"}}
	made, err := composed(info, sha256.Sum256(nil), known)
	if err != nil {
		t.Fatal(err)
	}
	if made.Serial != "urn:uuid:e3b0c442-98fc-8c14-9afb-f4c8996fb924" { // of SHA-256 of nothing
		t.Errorf("serial number %s", made.Serial)
	}
	if len(made.Components) != 2 || made.Components[0].Package != "pkg:golang/std@1.26.8" || made.Components[1].Package != "pkg:golang/example.org/A/b@v1.0.0%2Bincompatible" {
		t.Errorf("components %+v", made.Components)
	}
	if got := made.Components[1].Hashes[0].Content; got != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Errorf("the sum of go.sum became %s", got)
	}
	if refs := made.Dependencies[0].DependsOn; !slices.Contains(refs, made.Components[1].Ref) {
		t.Errorf("the program depends on %v", refs)
	}
	if text, err := json.Marshal(made); err != nil || bytes.Contains(text, []byte("secret")) {
		t.Errorf("%v: %s", err, text)
	}
	info.Deps[0].Version = "v1.0.1"
	if _, err := composed(info, sha256.Sum256(nil), known); err == nil {
		t.Error("a module that go.mod does not have passes")
	}
	info.Deps[0].Replace = &debug.Module{Path: "../elsewhere"}
	if _, err := composed(info, sha256.Sum256(nil), known); err == nil {
		t.Error("a replaced module passes")
	}
}
