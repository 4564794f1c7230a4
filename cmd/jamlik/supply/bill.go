package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"runtime/debug"
	"strings"
)

// bill is the part of CycloneDX 1.6 that is filled in.
type bill struct {
	Schema       string       `json:"$schema"`
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Serial       string       `json:"serialNumber"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Component  component  `json:"component"`
	Properties []property `json:"properties"`
}

type component struct {
	Type     string   `json:"type"`
	Ref      string   `json:"bom-ref"`
	Name     string   `json:"name"`
	Version  string   `json:"version"`
	Scope    string   `json:"scope,omitempty"`
	Hashes   []hash   `json:"hashes,omitempty"`
	Licences []choice `json:"licenses,omitempty"`
	Package  string   `json:"purl"`
}

type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

// choice is a licence by its SPDX name, or an expression of several.
type choice struct {
	Licence    *licence `json:"license,omitempty"`
	Expression string   `json:"expression,omitempty"`
}

type licence struct {
	ID string `json:"id"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn,omitempty"`
}

// billOfBinary is the bill of materials of a built program: what its build information says it was linked from, with licences from the module cache.
func billOfBinary(path, version string) ([]byte, error) {
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	modules, err := linked(platforms)
	if err != nil {
		return nil, err
	}
	if version != "" {
		info.Main.Version = version
	}
	made, err := composed(info, sha256.Sum256(data), modules)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err = encoder.Encode(made)
	return out.Bytes(), err
}

// composed makes the bill. Its serial number is made of the binary's sum, so that one binary has one bill. The hash of a module is
// the sum that go.sum holds it to: SHA-256 of the list of its files with their sums.
func composed(info *debug.BuildInfo, sum [sha256.Size]byte, modules []module) (*bill, error) {
	licenceOf := map[string]string{}
	for _, m := range modules {
		licenceOf[m.Path+" "+m.Version] = m.Licence
	}
	program := component{
		Type: "application", Name: info.Main.Path, Version: info.Main.Version, Package: packageURL(info.Main.Path, info.Main.Version),
		Hashes: []hash{{"SHA-256", hex.EncodeToString(sum[:])}}, Licences: licenceChoice("Apache-2.0"),
	}
	program.Ref = program.Package
	made := &bill{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", Spec: "1.6", Serial: "urn:uuid:" + uuid(sum), Version: 1,
		Metadata: metadata{Component: program},
	}
	for _, setting := range info.Settings {
		switch setting.Key {
		case "GOOS", "GOARCH", "CGO_ENABLED", "-trimpath", "vcs.revision", "vcs.time":
			made.Metadata.Properties = append(made.Metadata.Properties, property{"jamlik:build:" + setting.Key, setting.Value})
		}
	}
	goVersion := strings.TrimPrefix(strings.Fields(info.GoVersion)[0], "go")
	made.Components = append(made.Components, library("std", goVersion, licenceOf["std "]))
	for _, m := range info.Deps {
		if m.Replace != nil {
			return nil, fmt.Errorf("%s is replaced by %s: a program with replaced modules is not to be released", m.Path, m.Replace.Path)
		}
		expression, known := licenceOf[m.Path+" "+m.Version]
		if !known {
			return nil, fmt.Errorf("%s %s is in the binary and not in go.mod: build it from this tree", m.Path, m.Version)
		}
		entry := library(m.Path, m.Version, expression)
		if sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(m.Sum, "h1:")); err == nil && len(sum) == sha256.Size {
			entry.Hashes = []hash{{"SHA-256", hex.EncodeToString(sum)}}
		}
		made.Components = append(made.Components, entry)
	}
	all := dependency{Ref: program.Ref}
	for _, entry := range made.Components {
		all.DependsOn = append(all.DependsOn, entry.Ref)
	}
	made.Dependencies = []dependency{all}
	return made, nil
}

func library(path, version, expression string) component {
	address := packageURL(path, version)
	return component{Type: "library", Ref: address, Name: path, Version: version, Scope: "required", Licences: licenceChoice(expression), Package: address}
}

// packageURL names a module as vulnerability databases do: pkg:golang/PATH@VERSION.
func packageURL(path, version string) string {
	var parts []string
	for part := range strings.SplitSeq(path, "/") {
		parts = append(parts, url.PathEscape(part))
	}
	return "pkg:golang/" + strings.Join(parts, "/") + "@" + strings.ReplaceAll(url.PathEscape(version), "+", "%2B")
}

func licenceChoice(expression string) []choice {
	if strings.Contains(expression, " ") {
		return []choice{{Expression: expression}}
	}
	return []choice{{Licence: &licence{ID: expression}}}
}

// uuid is a name of RFC 9562's version 8, made of the sum.
func uuid(sum [sha256.Size]byte) string {
	sum[6] = sum[6]&0x0f | 0x80
	sum[8] = sum[8]&0x3f | 0x80
	text := hex.EncodeToString(sum[:16])
	return strings.Join([]string{text[:8], text[8:12], text[12:16], text[16:20], text[20:]}, "-")
}
