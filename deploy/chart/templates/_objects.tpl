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
