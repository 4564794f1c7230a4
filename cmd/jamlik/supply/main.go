// Supply writes what those who pass the program on, or look after it, have to know of the modules in it.
//
//	go run ./cmd/jamlik/supply notice              NOTICE: each linked module with version, licence and copyright
//	go run ./cmd/jamlik/supply licences            the licences themselves, to go with a binary
//	go run ./cmd/jamlik/supply sbom BINARY         a bill of materials of one binary: CycloneDX 1.6, JSON
//
// Everything is read from the go command, the module cache and the binary; nothing from the network, and no clock: the same modules
// give the same bytes.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

//go:generate go run . -o ../../../NOTICE notice

func main() {
	if err := supply(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "supply:", err)
		os.Exit(1)
	}
}

func supply(arguments []string, standard io.Writer) error {
	flags := flag.NewFlagSet("supply", flag.ContinueOnError)
	out := flags.String("o", "", "the file to write instead of standard output")
	version := flags.String("version", "", "the version that the bill gives the program, instead of the one that its binary tells")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	text, err := written(flags.Args(), *version)
	if err != nil {
		return err
	}
	if *out == "" {
		_, err = standard.Write(text)
		return err
	}
	return os.WriteFile(*out, text, 0o644)
}

func written(what []string, version string) ([]byte, error) {
	switch {
	case len(what) == 2 && what[0] == "sbom":
		return billOfBinary(what[1], version)
	case len(what) == 1 && (what[0] == "notice" || what[0] == "licences"):
		modules, err := linked(platforms)
		if err != nil {
			return nil, err
		}
		if what[0] == "notice" {
			return notice(modules), nil
		}
		return licences(modules)
	}
	return nil, errors.New("say one of: notice, licences, sbom BINARY")
}
