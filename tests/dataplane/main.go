// Reads frames as Grafana's server-side expressions do before an alert rule's condition sees them: by the types and
// versions of the data plane contract. Prints for each answer what became of it, as JSON.
//
// usage: go run . FILE…     Arrow files; those named NAME-0.arrow, NAME-1.arrow, … are one answer
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/grafana/dataplane/sdata/numeric"
	"github.com/grafana/dataplane/sdata/reader"
	"github.com/grafana/dataplane/sdata/timeseries"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

type item struct {
	Labels data.Labels `json:"labels"`
	Values []float64   `json:"values"`
}

type answer struct {
	Type   string `json:"type"`
	Items  []item `json:"items"`
	Refuse string `json:"error,omitempty"`
}

func main() {
	answers := map[string]data.Frames{}
	for _, path := range os.Args[1:] {
		bytes, err := os.ReadFile(path)
		if err != nil {
			fail(err)
		}
		frame, err := data.UnmarshalArrowFrame(bytes)
		if err != nil {
			fail(err)
		}
		base := filepath.Base(path)
		name := base[:strings.LastIndex(base, "-")]
		answers[name] = append(answers[name], frame)
	}
	out := map[string]answer{}
	for name, frames := range answers {
		out[name] = read(frames)
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		fail(err)
	}
}

func read(frames data.Frames) answer {
	kind, err := reader.CanReadBasedOnMeta(frames)
	if err != nil {
		return answer{Refuse: err.Error()}
	}
	result := answer{Type: string(kind), Items: []item{}}
	if kind.Kind() == data.KindNumeric {
		err = readNumbers(frames, &result)
	} else {
		err = readSeries(frames, &result)
	}
	if err != nil {
		result.Refuse = err.Error()
	}
	return result
}

func readNumbers(frames data.Frames, result *answer) error {
	collection, err := numeric.CollectionReaderFromFrames(frames)
	if err != nil {
		return err
	}
	numbers, err := collection.GetCollection(false)
	if err != nil || numbers.Warning != nil {
		return firstOf(err, numbers.Warning)
	}
	for _, ref := range numbers.Refs {
		value, empty, err := ref.NullableFloat64Value()
		if err != nil || empty || value == nil {
			return fmt.Errorf("a number is missing: %w", err)
		}
		result.Items = append(result.Items, item{Labels: ref.GetLabels(), Values: []float64{*value}})
	}
	return nil
}

func readSeries(frames data.Frames, result *answer) error {
	collection, err := timeseries.CollectionReaderFromFrames(frames)
	if err != nil {
		return err
	}
	series, err := collection.GetCollection(false)
	if err != nil || series.Warning != nil {
		return firstOf(err, series.Warning)
	}
	for _, ref := range series.Refs {
		values := make([]float64, ref.ValueField.Len())
		for at := range values {
			value, err := ref.NullableFloat64Value(at)
			if err != nil || value == nil {
				return fmt.Errorf("a number is missing: %w", err)
			}
			values[at] = *value
		}
		result.Items = append(result.Items, item{Labels: ref.GetLabels(), Values: values})
	}
	return nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
