package dev.dromos.examples.models;

import java.util.List;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.dtree.impurity.GiniIndex;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.transform.TransformTrainer;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.transformations.MeanStdDevTransformation;

/** A way to learn from a table. Every one draws from a fixed seed, so the same rows always make the same model. */
enum Learner {
    /** Logistic regression by stochastic gradient descent, over standardised columns. */
    LOGISTIC {
        @Override
        Trainer<Label> trainer() {
            var regression =
                    new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(1.0, 0.1), EPOCHS, SILENT, MINIBATCH, SEED);
            var standardise = new TransformationMap(List.of(new MeanStdDevTransformation()));
            return new TransformTrainer<>(regression, standardise);
        }
    },

    /** One shallow decision tree (CART): its probabilities are the shares of labels in a leaf. */
    TREE {
        @Override
        Trainer<Label> trainer() {
            return tree(4, 1f);
        }
    },

    /** Deeper trees over random rows and columns; its probabilities are the shares of their votes. */
    FOREST {
        @Override
        Trainer<Label> trainer() {
            return new RandomForestTrainer<>(tree(6, 0.5f), new VotingCombiner(), TREES, SEED);
        }
    };

    private static final long SEED = 7L;
    private static final int EPOCHS = 20;
    private static final int MINIBATCH = 4;
    private static final int TREES = 25;

    /** Tribuo's word for no log line per so many rows. */
    private static final int SILENT = -1;

    /** A new one each time: Tribuo's trainers count their uses, and each use draws other numbers. */
    abstract Trainer<Label> trainer();

    private static CARTClassificationTrainer tree(int maxDepth, float shareOfFeatures) {
        return new CARTClassificationTrainer(maxDepth, 2f, 0f, shareOfFeatures, new GiniIndex(), SEED);
    }
}
