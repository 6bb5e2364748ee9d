package org.lzn;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The house's plan: layers look downward only, and no graph is built with a Java number. */
@AnalyzeClasses(packages = "org.lzn", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final List<String> TOP_DOWN =
      List.of(
          "cli",
          "cluster",
          "report",
          "study",
          "run",
          "metric",
          "train",
          "objective",
          "official",
          "task",
          "codec",
          "latent",
          "flow",
          "nn",
          "plot",
          "data",
          "workers",
          "file",
          "tensor");

  private static final String[] GRAPH_BUILDERS = {
    "org.lzn.nn..",
    "org.lzn.flow..",
    "org.lzn.latent..",
    "org.lzn.codec..",
    "org.lzn.train..",
    "org.lzn.objective..",
    "org.lzn.task.."
  };

  @ArchTest static final ArchRule LAYERS_LOOK_DOWNWARD = layers();

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.lzn.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  /** DJL frees a number's array on return while the graph still reads it: see Constants. */
  @ArchTest
  static final ArchRule NO_NUMBERS_UNDER_A_GRADIENT =
      noClasses()
          .that()
          .resideInAnyPackage(GRAPH_BUILDERS)
          .should()
          .callMethodWhere(
              target(owner(assignableTo(NDArray.class)))
                  .and(target(nameMatching("mul|div|pow|maximum|minimum|mod")))
                  .and(target(rawParameterTypes(Number.class))))
          .allowEmptyShould(true)
          .because("the number is freed before the backward pass: use Constants");

  /** Swish multiplies by a number inside. */
  @ArchTest
  static final ArchRule NO_SWISH =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(assignableTo(Activation.class))).and(target(nameMatching("swish.*"))))
          .because("it multiplies by a number under the gradient");

  /** One setting decides where arrays live. */
  @ArchTest
  static final ArchRule ONE_CHOICE_OF_DEVICE =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.lzn.tensor.Devices")
          .should()
          .callMethodWhere(
              target(owner(assignableTo(NDManager.class)))
                  .and(target(nameMatching("newBaseManager"))))
          .orShould()
          .callMethodWhere(
              target(owner(assignableTo(NDArray.class))).and(target(nameMatching("toDevice"))))
          .because("managers come from Devices");

  @ArchTest
  static final ArchRule NO_COPIES_THROUGH_JAVA =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(assignableTo(NDArray.class))).and(target(nameMatching("copyTo"))))
          .because("it goes by way of Java's memory: use NativeCopy");

  /** On a GPU, each of these waits for the device. */
  @ArchTest
  static final ArchRule TRANSFERS_ARE_COUNTED =
      noClasses()
          .that()
          .resideInAnyPackage(GRAPH_BUILDERS)
          .should()
          .callMethodWhere(
              target(owner(assignableTo(NDArray.class)))
                  .and(
                      target(
                          nameMatching(
                              "to(Float|Double|Long|Int|Boolean|Byte|Uint8)?Array|toByteBuffer"
                                  + "|get(Float|Double|Long|Int|Boolean|Byte)"))))
          .orShould()
          .callMethodWhere(
              target(owner(assignableTo(NDManager.class))).and(target(nameMatching("create"))))
          .because("Java reads and writes arrays through HostTransfers and Constants");

  /** What else has something to say speaks to {@link org.lzn.tensor.Notices}. */
  @ArchTest
  static final ArchRule ONLY_THE_TOP_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.lzn.cli..", "org.lzn.plot..")
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
          .because("a library that prints cannot be silenced");

  /** A newcomer who reads a name in one package shall not have to ask which of two it is. */
  @ArchTest
  static void noTopLevelClassSharesItsNameWithAnother(JavaClasses classes) {
    Map<String, List<String>> packages =
        classes.stream()
            .filter(c -> c.isTopLevelClass() && !c.getSimpleName().equals("package-info"))
            .collect(
                Collectors.groupingBy(
                    JavaClass::getSimpleName,
                    Collectors.mapping(JavaClass::getPackageName, Collectors.toList())));
    packages.values().removeIf(in -> in.size() == 1);
    assertEquals(Map.of(), packages);
  }

  private static LayeredArchitecture layers() {
    LayeredArchitecture layers =
        Architectures.layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true);
    for (String name : TOP_DOWN) {
      layers = layers.layer(name).definedBy("org.lzn." + name + "..");
    }
    for (int i = 0; i < TOP_DOWN.size(); i++) {
      String[] above = TOP_DOWN.subList(0, i).toArray(String[]::new);
      layers =
          above.length == 0
              ? layers.whereLayer(TOP_DOWN.get(i)).mayNotBeAccessedByAnyLayer()
              : layers.whereLayer(TOP_DOWN.get(i)).mayOnlyBeAccessedByLayers(above);
    }
    return layers;
  }
}
