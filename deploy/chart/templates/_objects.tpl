{{- /* The name that a ClusterRole has as a Role: another one where the operator has a Role of that name. */ -}}
{{- define "dromos.nameInNamespace" -}}
{{- if eq . "dromos-operator" }}dromos-operator-graphs{{ else }}{{ . }}{{ end }}
{{- end -}}

{{- /* A ClusterRole or ClusterRoleBinding (.object) as a Role or RoleBinding in .namespace. */ -}}
{{- define "dromos.inNamespace" -}}
{{- $object := deepCopy .object }}
{{- $_ := set $object "kind" (trimPrefix "Cluster" $object.kind) }}
{{- $_ := set $object.metadata "name" (include "dromos.nameInNamespace" $object.metadata.name) }}
{{- $_ := set $object.metadata "namespace" .namespace }}
{{- with $object.roleRef }}
{{- $_ := set . "kind" "Role" }}
{{- $_ := set . "name" (include "dromos.nameInNamespace" .name) }}
{{- end }}
{{- toYaml $object }}
{{- end -}}

{{- /* Changes the Deployment .object as the values of .root want it; writes nothing. */ -}}
{{- define "dromos.deployment" -}}
{{- $values := .root.Values }}
{{- $pod := .object.spec.template.spec }}
{{- $container := first $pod.containers }}
{{- $_ := set .object.spec "replicas" (int $values.replicas) }}
{{- $tag := default .root.Chart.AppVersion $values.image.tag }}
{{- $_ := set $container "image" (printf "%s:%s" $values.image.repository $tag) }}
{{- $_ := set $container "imagePullPolicy" $values.image.pullPolicy }}
{{- $_ := set $container "resources" $values.resources }}
{{- if and $values.knativeNamespace (ne $values.knativeNamespace "knative-serving") }}
{{- $_ := set $container "args" (append $container.args (printf "--knative-namespace=%s" $values.knativeNamespace)) }}
{{- end }}
{{- if $values.adoptKserve }}{{ $_ := set $container "args" (append $container.args "--adopt-kserve") }}{{ end }}
{{- range $values.watch }}{{ $_ := set $container "args" (append $container.args (printf "--watch=%s" .)) }}{{ end }}
{{- range $values.arguments }}{{ $_ := set $container "args" (append $container.args .) }}{{ end }}
{{- with $values.pullSecrets }}
{{- $references := list }}
{{- range . }}{{ $references = append $references (dict "name" .) }}{{ end }}
{{- $_ := set $pod "imagePullSecrets" $references }}
{{- end }}
{{- range $field := list "nodeSelector" "tolerations" "affinity" }}
{{- with index $values $field }}{{ $_ := set $pod $field . }}{{ end }}
{{- end }}
{{- end -}}

{{- /* The operator of .root has the rights of ClusterRole .role, or of the Role that it is in each namespace. */ -}}
{{- define "dromos.binding" -}}
{{- $reference := dict "apiGroup" "rbac.authorization.k8s.io" "kind" "ClusterRole" "name" .role }}
{{- $subject := dict "kind" "ServiceAccount" "name" "dromos-operator" "namespace" .root.Release.Namespace }}
{{- $binding := dict "apiVersion" "rbac.authorization.k8s.io/v1" "kind" "ClusterRoleBinding" }}
{{- $_ := set $binding "metadata" (dict "name" .role) }}
{{- $_ := set $binding "roleRef" $reference }}
{{- $_ := set $binding "subjects" (list $subject) }}
{{- range .root.Values.watch }}
---
{{ include "dromos.inNamespace" (dict "object" $binding "namespace" .) }}
{{- else }}
---
{{ toYaml $binding }}
{{- end }}
{{- end -}}
