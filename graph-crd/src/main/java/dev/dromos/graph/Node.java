package dev.dromos.graph;

import java.util.List;
import java.util.stream.IntStream;

/** A node of a checked graph. What each kind does is the KServe contract, part 2. */
public sealed interface Node {

    String name();

    /** The steps in the order the user wrote them, whatever the kind adds to each. */
    List<Step> steps();

    /** Steps one after the other; the answer is the last executed step's. Never empty. */
    record Sequence(String name, List<Stage> stages) implements Node {
        public Sequence {
            stages = List.copyOf(stages);
        }

        @Override
        public List<Step> steps() {
            return stages.stream().map(Stage::step).toList();
        }

        /** True when a stage is sent the node's own input although another stage has answered before it. */
        public boolean restoresInput(int stage) {
            return stage > 0 && stages.get(stage).input() == Input.REQUEST;
        }

        /** True when a stage is sent something else than what is there before it: the previous answer, or the node's input. */
        public boolean changesInput(int stage) {
            return restoresInput(stage) || stages.get(stage).mapsPredictionsToInstances();
        }

        /** True when the node's input is needed again after the first stage. */
        public boolean keepsInput() {
            return IntStream.range(0, stages.size()).anyMatch(this::restoresInput);
        }
    }

    /** The first case whose condition holds; {@link List} because order decides. Never empty. */
    record Switch(String name, List<Case> cases) implements Node {
        public Switch {
            cases = List.copyOf(cases);
        }

        @Override
        public List<Step> steps() {
            return cases.stream().map(Case::step).toList();
        }
    }

    /** All members at once; the answer is one JSON object with a key for each. May be empty: KServe answers <code>{}</code>. */
    record Ensemble(String name, List<Member> members) implements Node {
        public Ensemble {
            members = List.copyOf(members);
        }

        @Override
        public List<Step> steps() {
            return members.stream().map(Member::step).toList();
        }
    }

    /** One branch, drawn by weight; the weights sum to {@link Weight#TOTAL}. Never empty. */
    record Splitter(String name, List<Branch> branches) implements Node {
        public Splitter {
            branches = List.copyOf(branches);
        }

        @Override
        public List<Step> steps() {
            return branches.stream().map(Branch::step).toList();
        }
    }

    /**
     * A step of a Sequence.
     *
     * @param condition on the previous step's answer; unmet, it ends the sequence with that answer and status 200
     */
    record Stage(Step step, Input input, boolean mapsPredictionsToInstances, Condition condition) {}

    /** What a stage is sent, before any mapping. */
    enum Input {
        /** The node's own input ({@code $request}, and the default). */
        REQUEST,
        /** The previous stage's answer ({@code $response}); the node's input for the first stage. */
        RESPONSE
    }

    /** A step of a Switch, taken when its condition holds for the node's input. */
    record Case(Step step, Condition condition) {}

    /**
     * A step of an Ensemble.
     *
     * @param key of this member's answer in the node's answer: the step's name, else its index; unique in the node
     */
    record Member(String key, Step step) {}

    /** A step of a Splitter. */
    record Branch(Step step, Weight weight) {}
}
